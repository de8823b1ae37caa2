"""The network of a hall: this machine's addresses, its Wi-Fi, what was printed, the trial.

What belongs to the machine and the place rather than to a démarche: it stays in the
instance folder or in memory, never in the base nor in its backups.
"""
