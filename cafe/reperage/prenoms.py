"""First names given in France, of every origin, compiled for this project.

Facts, in bare small letters, covered by the project's licence; towns and countries are left out.
Two lists: names that are nothing else, and names that are also words, believed only when a
capital in the middle of a sentence or a family name says so.
"""

from __future__ import annotations

_SURS = """
aaron abdallah abdel abdelkader abdelkrim abdellah abderrahmane abdou abdoulaye abdul abel
abigail achille achraf adama adele adeline adem adil adriana adrian adrien agathe agnes ahmed
aicha aida aime-cesaire aissa aissata aissatou akim alain alan alassane alban albane albert
alberto aleksandra alessandro alexandra alexandre alexia alexis alfred alice alicia aline
alioune alison alix aliou aliyah allan alphonse alyssa amadou amandine amar amaury amel amelie
amelia amina aminata amine amir amira anael anais anas anastasia anatole andre andrea andree
andreas andrei angela angele angelina angelique anissa anita anna annabelle anne annette annick
annie anouar anouk anselme anthony antoine antoinette antonin antonio antony apolline arlette
armand armelle arnaud arsene arthur assia assetou astrid aude audrey auguste augustin aurelie
aurelien awa aya ayman aymen ayoub aziz aziza bachir baptiste barbara bastien beatrice belkacem
benedicte benjamin benoit berenice bernadette bernard bertrand bilal bilel binta boris boubacar
boualem brahim brandon brice brigitte bruno bryan camelia camille candice carine carla carlos
carole carolina caroline catherine cathy cecile cedric celeste celia celine cemil chafik
chahinez chakib charlene charles charlotte cheikh cherif cherifa chiara chloe christele
christelle christian christiane christine christophe cindy claude claudette claudia claudie
claudine clara claudio clarisse clement cleo clotilde coline colette coralie corentin corinne
coumba cyprien cyril cyrille cyrine dalila damien daniel daniela daniele danielle danny daouda
daphne david deborah delphine demba denis denise denisa didier diego dieynaba dimitri djamel
djamila djeneba djibril dominique donatien doriane dorian dorothee dounia driss dylan ebru edgar
edith edmond edouard edwige elena eleonore eliane elias elif eliott elisa elisabeth elise elliot
elodie eloise elsa emeline emeric emilia emilie emilien emma emmanuel emmanuelle emre enzo eric
erica erwan esteban estelle esther etienne eugene eugenie eva evelyne fabien fabienne fabio
fabrice fadila fanny fanta farah farid farida fatiha fatih fatima fatimata fatma fatou fatoumata
faycal felicie ferdinand fernand fernanda fernande fernando filipe firmin flavie florent
floriane florian fouad fouzia franck francis francisco francois francoise frederic frederique
gabin gabriel gabriela gabrielle gaelle gaetan gautier gauthier genevieve geoffrey georges
georgette gerald geraldine gerard ghislain ghislaine gilbert gilberte gilles ginette giovanni
gisele goncalo gregoire gregory guilhem guillaume guillemette gustave guy gwenaelle gwendoline
habib habiba hadrien hafid hafida hakan hakim hakima halima hamid hamida hamza hanane hana
hassan hassane hassna hatice hawa helene henri henriette herve hicham hippolyte hocine honorine
houda houria hubert hugo hugues huguette hussein ibrahim ibrahima ibtissem idriss idrissa igor
ilham ilias iliana ilona ilyas ilyes imane imene imran ines ingrid irene irina isaac isabelle
isidore ismael ismail issa issam ivan jacky jacob jacqueline jacques jamal jamila jamel janine
jaouad jasmina jason javier jawad jean-baptiste jean-claude jeanne jeannine jennifer jeremie
jeremy jerome jessica jessy jimmy joachim joana joanna joao joaquim jocelyne joel joelle johan
johanna johnny jonas jonathan jordane jorge jose josefa joseph josephine josette josiane
josselin josue juan juliana julie julien julienne juliette justine kader kadiatou kadidiatou
kamel kamilia karim karima karine karl katarzyna katia kelly kenza kenzo kevin khadidja khadija
khadim khaled khalid khalil kheira kouadio koffi krystyna kylian laetitia lahcen laila lamia
lamine laura laurence laurent laurie laurine lea leana leila lena leo leon leonard leonie
leopold leticia lila lilian liliane lilou lina linda lionel lisa loan loic lola lorenzo louane
louis louisa louise loubna luca lucas lucette lucia lucie lucien lucienne lucille ludivine
ludovic luigi luis luka lydia lydie lylia maamar madeleine madjid maelle maelys maeva magali
maggy magatte mahamadou mahmoud maissa maimouna malak malika malo mamadou mame manel manon
manuel manuela marc marc-antoine marcelle marcelline marco margaux margot maria mariam mariama
mariana marianne marie-christine marie-claude marie-france marie-helene marie-jeanne marie-laure
marie-louise marie-pierre marielle marilyne marina mario marion marius marjorie marlene marouane
martha marthe martial martine maryam maryline maryse maryvonne massinissa mateo mathias mathieu
mathilde mathis mathys matteo matthias matthieu maud maurice maurice maxence maxime maximilien
mehdi mehmet melanie melina melissa meriem meryem michael michel michele micheline mickael
miguel mikael milan milena mireille miriam modou mohamed mohammed mohamad mokhtar monia monique
morad morgane mouhamed mouloud mounia mounir mourad moussa mouna murat muriel mustafa mustapha
myriam nabil nabila nacer nadege nadia nadine nadir naima najat najib nadjet natacha natalia
nathalie nathan nathanael nawal nawel nelly nesrine nessim nicolas nicole nihad nina ninon noa
noah noam noemie nolan nora norah nordine norbert noura nouredine nourredine nour-eddine oceane
odette odile olga oliver olivia omar oscar othmane oumar oumou ousmane owen pablo paola pascale
patrice patricia patrick paul paula paulette pauline paulo pedro perrine philippe philomene
pierre-yves pierrette pierrick quentin rabah rabia rachel rachid rachida rafael rania raoul
raphael raphaelle rayan raymond raymonde rebecca redouane regine regis remi remy renaud rene
renee reynald ricardo richard riad roberto rodolphe rodrigue rodrigo roger roland rolande romane
romeo romuald ronan rosalie roseline rosine roxane ruben rudy sabine sabrina sabri safia said
saida salah salem salim salima saliou salma salomon samantha samia samir samira samuel samy
sandra sandrine sandy santiago sara sarah sebastien segolene selim selima selin selma sephora
serena serhat severine sibel sidonie siham silvia simon simone slimane soda sofia sofiane sofien
soizic solange soline sonia sophia sophie soraya souad soukaina souleymane stanislas stella
stephane stephanie steeve steven suleyman suzanne sylvain sylvaine sylvette sylviane sylvie
tahar tanguy tarek tarik tatiana teddy theo theodore theophile theresa therese thibault thibaut
thierry thomas tidiane tiffany timeo timothe timothee titouan tiago tony tristan tugba ugo
ulysse valentine valerie valery vanessa veronique victor victoria vincent virginie viviane
vladimir walid warda wassila wassim wesley wendy wilfried william xavier yacine yahya yanis yann
yannick yannis yasmina yasmine yassine yazid younes youness youcef youssef yousra youssouf yves
yvan yvette yvon yvonne zacharie zahia zahra zakaria zara zeynep zinedine zineb ziad zoe zohra
zoubida zoulikha zuleyha aliyev bogdan cristina dragan elzbieta florin gheorghe grigore ionut
jakub jelena ljubica magdalena malgorzata marek mihai milica milos mircea mirela miroslav nikola
oksana olena petr piotr radu slobodan svetlana tamara tomasz vasile violeta yulia zoran anh duc
hieu linh minh nguyen phuong thuy trang xiaoming mei-ling kavitha priya rajesh ramesh sanjay
suresh lakshmi
"""
_MOTS = """
adam aime alma ambre ange anouchka aurore axel barthelemy basile blaise blanche capucine carmen
cesar chantal claire clemence clementine colin colombe constance cerise dalia desire elie eve
fidele flora fortune franc germain germaine gaspard gaston hector honore iris isis jade jean
jasmin jasmine jordan jules juste kim laure leonce lise lou luc luna ludo mael marcel marguerite
marie marin marine maria-luz martin max maya melodie mia modeste moise natte noe olive olivier
ophelie parfait pascal paquita paul-bert pelagie perle philibert pierre placide prosper prudence
prune reine robert robin roman romain romaine rosa rose sacha salome sam samba serge severin
sidi solene sylvestre tim tom ursule urbain valentin victoire vianney viola violette yvelise
zelie ali ben mamie momo mimi nono dede lulu juju tonton bob fred alex nico steph manu
"""
SURS = frozenset(_SURS.split())
MOTS = frozenset(_MOTS.split()) - SURS
