#include "text/common_words.hpp"

#include <array>

namespace buddy::text {
namespace {
constexpr std::string_view frequent_en = R"(
the and it you my to in is me what for on do of so with at that like are can how one your he did was have its no we
they about if now not be got just up im or she said tell from say when get but who there go out all mum her want know
says then dont has this does them school only had his put an him good something off going day people feel where dad
someone see today time first back by need thing yes think why because am home make made will two keep ask after ok
which our here would more told too everyone cant again been last were every us big right could before come help down
went even look nobody as stop talk doing lol bad bit really brother hes take still night since mom name way teacher
nothing some real should whole nice write new theres long room being next grown gave anything happened show class
friend other please yeah mean phone year stuff eat sleep under anyone best never old over sorry everything house took
came fine makes wants let any game same things call hurt read sister away gets oh much lot called door week asked okay
give hav own times kind lunch play than wont always bus dog man many shes car ones parents sed kids word work sounds
else find goes three ever safe sit till bed wrong well done number tomorrow without little tonight water left try hand
stay didnt whats yourself already words sad comes cousin guy lost miss better mine thats adult leave love days family
girl somebody bag hard hear most person thinking wen behind check live end face found ur use telling baby head into
becos getting ate both group ive sure dads line their sick answer asking half start chat each fell gonna turn send
those also asleep coach died part side uncle keeps kid once question story through coming friends fun life sent dead
mummy mums must used happens maybe ring boys doesnt food hit mr die dinner funny knows alone cat saying another looks
sunday very actually birthday cold small wait ha open til happen pick walk wrote bring feeling friday hands normal red
body glad late sat talking test hold lady ten yours front full making thank cried doctor hurts loud party quiet run
weeks haha list minutes place weird age crying cut hour saw stopped tea until wake years cos money allowed eyes feels
girls gun morning team thought yesterday hate hi homework hot inside parent together broke buddy enough evry often
round shop bc change four gone heart card drink eating guess myself secret sometimes theyre box boy close fair id lots
page plan rules video dark different fish ill near online paper program while works happy mind nan needs outside point
blue book gives great maths might text th top between daddy far instead job laughed mad monday reading scared sort
sound club five idk kill shall tho app brothers green looking nah past ready thinks voice around bathroom lovely nurse
pretend rather tired wall writing changed floor legs nearly remember rest though window black cry isnt joke means
mostly park street takes tummy arm break free kinda lets likes looked moms moved picture second watch ai anyway count
fast fire forgot police saturday summer table type usually wanted ya hair hide hours pay account cake computer cousins
fake grade gran ice light may pic ppl yet explain felt few having hey meet playing post scary started trust ups
waiting finally numbers song step trip true wear worried ago alive annoying cross essay hole pizza taking wasnt
weekend agen bath everybody finish guys lose month picked teeth twice war anymore care carry children form history
hurting laugh learn letter shut sign wet wish bruther cool country fault forget frend gym hall hello hospital listen
literally missed notice poster road science share short slow smells sock worse ball bike exactly jump less lives mins
promise shout sir smell stand strong town tried walking wow feet flat honest knife questions report six sleeping
walked won boring fat film finished grandma honestly kitchen mama middle move photo quick row server shed stupid swear
understand white whose asks basically blood calls copy drop english grandad helps laughing mouth nose note project
sentence set straight stuck thanks third threw trouble wanna whatever address against bin brown clean fight ing leg
matter meant moving news nights password pls quiz reason roof shoes somewhere special swimming tiny toast tree typing
worst breathe dogs dragon evening exciting fall havent key library lie messages pass pe ran showed skin skip soup
tablet teachers these thursday tmrw tooth worry accident act answers beat block case cause chips church code course
drawing everyones grandpa leaves message met mommy nine others papa pool running talked talks tells throw warm win
anybody aunt bottle brave bread breakfast breathing colour delete due dying garage gate heavy idea kept mate names ooh
ouch train turns worth camp chair cupboard date dear desk ear exam happening lesson lock match min practice rang rude
safety shower sisters site sleeps sleepy watched world angry bigger buy cards caught child draw egg eye fingers glass
high holding hungry later lines locked marks missing nite older order passed period purpose starts swim topic trick tv
using working art band bf bye chapter checks choose cup double either hat hiding level longer neck none paragraph
pictures poem push rite shirt shit silly sing slept spot stops such toilet actual arms building calling football held
hope log phones played private probably putting ride sea seen shoe shot sitting stairs watching worries young bank bet
bored boyfriend catch chem chest closed cream easy foot fridge growing lonely mates paste pen planning pretty serious
shouted snap sold switch tap term ways wot add air badge believe bio bought dance deleted drank driving early eggs
garden gold gross health hed holiday insta june listening medicine men milk months problem pull puts rn seven shows
slide snow soon spoon stayed stepdad sugar tbh touch tuesday videos wat wil across blanket bro burn deal depends
deserve diary dosnt easier email emergency ending fix goal hell hers join keeping minute moon mrs music pics rain seat
seeing ses sits size standing stick surprise thoughts tight training turned weight zero alarm along awake banana boat
bridge brings broken built bum childline coat counting dollars doors drill drunk ears enjoy field flag forever french
hoodie killing lately least matters noise orange pig plays properly reads robot self sending sofa stays ther tiktok
vape vet wanting whether youre alcohol awful beer belt captain chats couldnt counts danger death deep drawer dress
dumb eaten empty goodbye hang heard helped jk jumper letters map march math neighbour odd pillow plus practise recess
runs save scool selling shaking sides steps suicide sun tablets torch toy wonder anywhere bday bell camera character
choice counted crime dangerous difference drinks driver extra falls favourite feelings giving god hill jokes lads
language lights liked loads locker ms noticed office packed paid pain peas pet pink pocket press quid rule sense sky
socks soft someones spelling split sports towel truth typed van walks wash website wifi argue assembly aunty babies
biscuit bottom brain christmas clothes company congratulations cough crisps dare decide eats fit frightening fucking
gift hamster helping killed kit knee land laptop mark notes opened owl paint peple photos potato proper proud purple
reel results rhyme river roast rope saved scene screen sentences shoot single smoke smth star station staying stories
supposed taken tall tape teach tech ticket worked worksheet abowt afterwards alright arent attack bags bang bits born
busy buying changing chess corner cries curious cuz dentist describe drama drew drinking dropped drove drum facts
failed fan faster feed finger fone frog fuck gum harder hid hotel important joking kiss lift lite lola max meeting
moment movie nans omg owe pants pencil pills posted pressure prom pulled puppy quite reasons rice rid rings roblox sam
scouts seconds sees sheet sink speak st stood stopping sweet tch tin tutor uk uni weak welcome whos youth adults
almost amazing bar bear blow bot bother brought calm careful cars changes charger checked cheese city coins debate ded
dream drive ends families fence fly forward gas gp granny grow guard human iron itself kicked knowing laughs lay
learning lego leo login low luck lying magic minecraft mode nana nervous passwords plane pm print quote race reach
roll sandwich schools scream sh shouting slowly stars sticker stickers sticks stomach super swap tablit tips trying
ugh useless wobbly wouldnt written yr afraid apparently badly beach beans becoz biggest board boss bringing brush
bucks canteen chicken chocolate choir counsellor coursework cute data decided dirty dramatic dry energy example farm
finds games goat grandads grass hates hero hitting horrible horse hug imagine inhaler interview ipad jacket jess juice
kick king knew lab lake leaving legal location main massive mirror mix murder opening ours pack panic piece places pop
quit random rd record rugby scarf season seem sell sends singing sleepover slime smaller songs sore space spanish
speaking store sub sundays system taste theyd title tomorow uncles unless version vote wave wedding woke worrying
yellow able ah animal animals answering apart august auntie bars base beats begin bend bleeding blind books breath
build cats cereal channel chart chemistry chip clapped cleaned clear clever clinic clock couch cow detention dms
doctors easter eight em everywhere evrybody except falling father fear fighting follow funeral ghost goodnight grey
hardest himself hits hw jumped knock lane law living lucky machine mall mature metal mistake museum nerf nvm pages
pasta pays percent perfect piano picking points poor poorly posts power present proof prove quickly raining rhymes
shared shark signs skool smile speech stone string tank taught techer teenagers tests texts themselves thin thurs
tomoro tongue touched tower trade truck twenty unfair weigh writes yh above ache apple army asthma awkward backwards
beautiful bench bins blade blankit boots breaks canada candy cannot carried carrying causes chinese climb cm comments
common compare control cover cruel cutting discord dizzy drops earth edge embarrassed embarrassing exams excited exist
fact fel filming filter float frogs fuss gap gc gentle gf glasses gotta grandmas grew healthy herself hood ideas
ignore internet jealous jeans judge kuya kyle laffed leaf lighter litle locks loop loved mail mat mia midnight million
mistakes mood mother naked named normally oil opens parts passport periods pharmacist physics picks plant poison pond
poo pretending prob public pudding rank ref revision robux rools rubbish safest search secrets sells several sez shift
shiny ship showing sim simple sleeves smart snake social spider spit student support swallow swears teddy texted
theirs theyll thousand throat throwing thru toilets trees tube twelve upset upstairs village washing wearing weather
whisper whoever wich windo abt agree ahead aim area bakery balloons banned beep befor below beside birth bite blame
bodies bowl bright burns buys capital cast cell challenge clearly coffee coin college cook cookie cost costume cosy
counselor courage crackers cryd cubord cusin damn dr drives eleven ended entire excuse favorite fishing flowers
follows fox glue gos guitar guns height hmm hockey houses huge invited irl island jail jewish july lamp landing
laundry lava leader learned librarian lip lips lookd manager marcus mixed mornings neighbours noodles obviously offer
oven packet partner paying peaceful peeple personal pipe pirate plate presents price principal pub quarry rate reader
readers recipe reely regret rescue reset respect rink rip rock rong score scratch screamed september shoos shouldnt
shouts skipped skipping slides smoking source spots spring squad starting steal sting strange streak studies study
sums syrup task tie tmr tyler ugly un unit useful verse vid visit volcano waited waking waves wears wins wite wood
admin ages allergy aloud ankle annoyed appointment australia babys become bedroom belly bird bitch blud boot bottles
boxes breaking bruise bucket budy bump burned buses butter cakes cam candle cares carpet cells characters checking
chose claim clap cleaning coats comic comment comp complete con concert conclusion cooking corridor cricket cryed dam
dancing den details detective dies diet divorced diwali doc drums ducks duolingo easiest evenings evil feathers fever
file fills filmed films fixing floating flor forgive fortnite fractions frame freezing frends fresh froze gary
geography giv given gloves gramma ground hahaha hammer handle handwriting harm hears heat heaven hook hrs hugged
illegal jayden jelly jews keys kicks kilos knees lad ladder lead lessons letting lid likely limits lit liver load
local mango market married mocks model mosque mustash needed netball nife noticing nuts october ohio orchestra pads
painted pancakes papers parks perhaps physio planned plans playlist polite poop pot practised pressed problems profile
pumpkin pushed pushes puzzle queen queue ramadan rap repeat rocks roman rote saint santa saving scissors screenshots
sec section services shake sharing sharp shelter shops showd shud signed silence sis skins sleeve slip snacks sneezed
soap software stream strict submit swearing sweets tail taxi teens telegram tent terrible therapist tick track trained
trains translate tub uniform vinegar ward warning wee wer whenever whom women wondering wrap wrapped xmas ye yogurt
yum acting added adress adventure afternoon argument attention balcony ban bananas believes ben biology birds blew
blocks bloody boom borrow borrowed brownies bug bunk button cafe calculator calories camping canal centre chapters
charity chatting chin clan claw climbing closet coke color completely cone contain copied couple crack crap cups cuts
cycle degrees deserves differently dinosor dishwasher disorder doll dor dos dots drawings drugs dunno during dust
everyday exact faces famous fasting feb fifteen flower flu followers foto fri furious gay genius german goggles golden
grounded gtg guessed guinea guts habit headphones heer hint hip holds holy hop hoping horses hose husband immigrants
including interesting invented itchy jam josh jumps lasagne liam lies lighthouse lighting link listens lolo loses
losing marry mass meat media memes memory mental mic milo minus mock mod monster moves mud mummys nanny nap national
nearest nicotine nope nos november nowhere oath offered opposite options oxygen pad panadol paragraphs parrot peace
pens per photosynthesis pinch pineapple plain planet plaster plenty plug polish possible potatoes powder printer
quotes racing rare ravi re realistic relax remembered remove replies reply reported romeo rooms rotten rough rub ruler
salt sang saturdays scard scare scares scientists security seek seriously service session setting settings shakes
sheep shell shh shooting shots signal silent silver simply sixth slippers smelled snores snors soccer sport square
squeeze stage stall stealing stings stress stronger sum swings tacos tag tastes teams tears teecher tel tenner tens
testing theme theory throws tidy tingly tom touches towers toys tracks tray treat tricky trucks turning twins uh um
update user username uses villain violence voices waits washed watches wednesday weed weekends whatsapp wine winning
wipe wire wobble woods worker ww yea yeer youtube yucky absolutely acc accidents aid among amount analysis anger angle
anonymous apps arguing attacks aunties babysitting balloon banging bangs banks bark batry battery battle bears bedtime
beech betting birfday biscit bites blocked bomb boxing braces brok bullied bullshit burnt burp bury bush cabinet
caffeine callum cameras cancelled candles cap carbs carries castel castle ceiling certain charge cheer chek chew
chewing chippy choosing cinema classic clicks closer closing clouds clues colours compared confused consent contest
conversation cooker cookies copper corn cosin coughed council county court cows crane crawl crys cubs daddys dared de
depression diamonds dinosaurs disgusting dish divided dose downstairs dreams drowning duty dye elsewhere ender england
equation examiner exchange explains fail fainted fairy fart fed feeding ferry fifa final fiting flags flavour flip
followed forgetting fownd friendly fruit fully funniest gcse general generous gifts gig girlfriend glitter goalie
goats goose grabbed grades grand granpa grape grapes grief grone groups grows grumpy guilty gummy haircut halfway
halloween happier hart hasnt hearing helmet helper helpline heron hevy hm holidays holocaust hooray however hundred
hypothetically il impressive insurance interest jale jar jay joined jumping kai kg kofi label laffing lands lap laps
lawyer lazy leaflet lean lemon lied listened lived lobby lolly longest loo louder loves lungs ma makeup marked marker
meal measured meds meme mentioned metres mi minits mis misses mixing monologue moo motion movies na nails nazi nee
needle neither nerve netflix nicely noone novel nudes numb officer ollie owner owt painting pan papas passes patient
penalty pepper pharmacy pickle pieces pigs pin plastic plates plot poems poisonous poppy posters pounds president
privacy priya programs promised protect pshe puld pulls quieter rabbit raise rash rat remind replaced result rich
riding ringing risk rivers rly robbed rode role rolled rosa rum rupees sand schedule scooter scout scouted screaming
screens script seats secrit seems settle shin shook shown sideways sings sip slipped smallest smokes smoothie snack
snore solo somthing sources spare speed spell spend spicy spoke spray stabbed steel stil stinks storm stove style
subject surprised swallowed sweaty sword tables tasted teaching telly texting thanksgiving thinner threatening tied
timing tip toaster tonite tough tour traffic trap trials tripped trusting tuck tuk types verified view voted voting
wakes walls wardrobe waste weapon weapons weds weighed werk wife wind witch wobly wolf wolves wore worm worn wrestling
xbox yard yelling yelow yep yor younger zoo advice agencies agreed airpods airport allergic allowance alowd american
anne anniversary answered ants appel ar arrr ashamed ass assignment assistant attic audience aunts backpack bake
balance bald baloon bat bbq beard becus bee beeps bees begins biscuits blak blamed bleach bleed boarding boats bombs
bouncy bow bowling brace breaths bride bugs bullets business butt cabin cafeteria calendar calld calmly campfire cans
captin caravan caring carrot cartweel chain charged chef chopping circle clarinet classes classmates cleared climate
closest cloth cloud clown collect commented computing coms congrats contacts cops costs covered cracked cracking crash
crew cringe cros crossing crowd crown crunchy crush crystals cucumber cuddle custard dairy dans dave deadline decides
deeper design dev developer dick differ diffrent difrent dinosaur dinosors disabled disappear disappointed dishes dj
dodgeball download draws driveway duck dude dug duke dus dylan earlier earn eighteen elbow electric ellie emotional
enemies enemy enter epilepsy er escape estate evaluation event evryone evrything ex expect expected expensive
explaining facebook faith farted favour fetch fill filled finch finding finn fireworks fite fizzy flashcards flew
floors flour flying focus following footy force fork forms forum foster france frank freaking freezer freind fridays
friendship friendships frozen funy future gaming garij gems germs gess glases glowing golf gon google grab grannys
graph grave guessing gummies gut gymnastics ham handed handy hats hayfever headache headed heading heater hehe helpful
hevin hidden hijab holes hollow honey hopeless hopes hostel howse humans hums hunger ink inspector instructions invite
irish jamie je jo jobs jonah juliet ketchup kettle kichen kidding kite knight knives knocked known la laffs laser
leaders leaked leefs lemonade lent lernt lifeguard lions littel lmao lockers london loos lowd lower loyalty macbeth
madame maiden manifesto mary mask mason mattress meals medical meets mention mentor meny messaged messed mile mill
millions mint mints monky monopoly moods mothers mountain mouse nadia naughty nearby necklace needles neighbor
newspaper nodded noises nooo notices offers okafor operation opinion oral oranges ordered ourselves override owes
packing paracetamol parcel parliament passage pasword patch peed peek peoples permission petrol picnic pie pigeon
pigeons ping pinky pins plainly planes plants pleese pony portfolio posting pots pound pray prescription pretended
primary prints prison probs pumkin punched punishment puppies purpel python rabbits radiator radio rained raw ray
react realy refuse relief remembers revising rifle rise robin rocket romans roses router rowing rows rubber ruby ruin
ruined runing safeguarding safer salty salute samosas sandwiches santas sausage scam scan sci scored sets sex
shakespeare shaky sharks shelf shock shoulders shy sims siren skate skateboard skirt slammed slice slices slogan smel
smels sniff sniper snoring snorkel solve sorting sory soul spain sparkle spat spellings spiders spilt spoil squash
squishy staff stands starving steam stepdads sticky stiker stitches stole stopt strangers straw strength strongest
stung sudo surname swapped sweat sweating sweep swing symbol synagogue tabel tagged talent teen telescope tesco theo
thick thousands thread thumb thursdays thx timer toby toes tok tone total trace trainer trainers trampoline trapped
trash trial triangle tricks tues tuesdays tuition twin umbrella understood undo units unkind unlock uno unwell upside
urge usb ute vaccines valid vapes vaping vase vending vets views visiting volleyball votes waving weve wheres windy
winter within wiv wonderful wonky worms wrist wud yo youll yummy zara zombie)";

constexpr std::string_view rare_en = R"(
abuse accepted accounts acid active adding adhd affect agency agenst airsoft alliances allways alton amazon ambition
ambulance amira amma annie anser anxiety apologise apples application april arabic arrows askd assume astronaut
astronauts autistic autumn ava average aw axe axident babysiter babysitter background bak baked ballet balls bandage
barber basket batter bb bea bean becomes beers behaviour belong belongs bent berys bestie betrayed bff bicycle bikes
bipolar blazer blisters blowing blur boiling bolt bones booked booking bord botel bothers bout boyfriends braver
breakup brekfast brick brilliant broked broom brr bruises bubbels bubble bubbles bulb bullet bullying bunny buns
burden burger burning cables cadets cage calms camra canoe cape caps caption career careers cart cave ch chairs
chatbot cheapest cheating checker chemicals chemist chickens chikin childhelp chile chili chilling chores chuck
cigarettes citizenship classroom clay click clicked climbed clinical clips clue coal codes coff cole com comedy
committee competition computers confirm confusion content cope cotton counter couples covers cpr crab crawling crazy
creek crisis critics crooked crossword crumpet crushes crust culture curb cure curl curtain cutlass cuzin daddies
daily dances dates deaf dean deceased december decent deck deleting deliver dentists deodorant dessert detail detailed
diabetes didi digits dinners dint disappointing discipline diss divide dm dob dofe dollar dolls donuts doubt draft
drains drawd drawn dried drills dropping dt dumped durban duvet ease eczema ed effects effort eid elevator elf
embarassing emily emoji emty entry envelope equal es europe examples existing exists expects experience experiment
explanation fade fades fancies fancy fare farts fase favourites february feeds fens fights finishes fires fist fits
flame flats flies flips foam folder folding folt font forgets formula fort fourth fr framed freedom friar fries frige
fringe frost fur fuse garbage gates gatsby gently giraffe gived glasgow gona gorgeous government grader grandparents
grandpas grans grieving grip growth guide guides hack hacked hacker haiku halves hardly harrow hay headteacher
heartbeat hedge hedgehog herd hides higher hilarious hints hippo hire hitler hobbies homecoming honour hoover horn
hors hospitle host hotline hows hugs humming hung hunt idc imperialism impressed instagram insted introduction invent
inventing invisible ip jab jack jailbreak japan jingle joining joins jordy jumpers jumpt juniors juniper justice
karaoke karate kebab kfc kikd kills kim kindest kinds kissed kitkat kittens lakes lamps landed languages lasts lawn
laws lecture led leeds legally legend length lewis libary lick lightning likeable lilys limit lion lists liv lockdown
logged logo loks loops loss lowest mam manage manila maps marshmallows masheen master matching medisin mei melting
menu messy method mhm mice mincraft minit mmm moan models mole moles mon mondays mony moped mor moustache mowing mowth
murdered mushroom mushrooms musical mwahaha nail nani naps nativity natural navy nazis nd neon nextdoor ngl nhs nicer
nicked nker noah nobodys nor north norway nother nothings nummber nursery nut nuthing obey obi obvious official ohhh
onion opend opera orthodontist osmosis output oxbow paddock painful pair pancake paris parties patel pause paw peanut
pee peeling peer pencils penguin penguins penknife penny permit pesos phase pill pip pissed pitcher planit planted
plasters playd player players playgrownd playtime pledge podcast poetry politely politics poll polo pops porridge
position postman poured pox practising prank prefer presentation presented previous prick princess printed prize
process prof progress promis promises prompt propaganda protection protein proves pulling pump punch pushing quietly
quizzes rabit racist raffle railway raised ramp range reached reception recital recorder recovery reeds refreshing
refusing register regrets rehearsals rehearse remote rent replacement responsibility restart retire revise ribs riddle
ripped rises rlly robbery robotics robots rod rogue roleplay romantic rood root roots rose routine rownd rush sadness
sandwitch sausages savings sayd scale scar scheme scratches screenshot seasons seed seemed senior sensible served
servers sessions settling shame shampoo shapes shert shhh shield shields ships shirts shocked shoebox shoo shooter
shopping shorter shorts shoulder shuts sigh sin sixteen sizes skates skills skinny slapped slideshow slipper slot slur
slush smash smashed smelly smiled smiling smoked snail sneaking snitching sober soda soil soldier soldiers solid
solution sorted sounded sour spa spark speaker speaks speeds spent spilled splits splitting spoken spooky sprayed
spread spreads stab stamp stare stares starfish starve state statement steak stepbrother stiff stitch stolen stones
stor storys stranger strate streets stressed stretch stretches strike stripes students stuk suck sucked suddenly
suggest suitcase suits summarise sunflower suprise surf suspended swalow swalowd sware sweetheart sweetie swore sydney
tabs taco taller tan tawt teenager terrifying terrorist terrorists texas theyve thief thirty threaten threatened
thumbs tickets tidying tierd tiger tights tiles timeline tiring tissue tito tobacco toe toks tomatoes toms tonsils
totally touching tournament towl toylet trampoleen travel travellers treated treehouse trousers trubble trunk trusted
tuba tuch tuched tuches tucks tung turnip tusday twist ty tyre ugliest umbrela uncomfortable understands underwear
unicorns uninstall universe unlimited unlocked usual uther vale vanilla varies varsity vegan verbs vest vice violin
vitamins void volcanoes vs wages waiter wales washd washes wats websites weighs weirdly werent wh whale whispering
whiteboard wild windows wing wings wishes wk woken wonders wooden yawn yay yelled yelo yoghurt yrs yuky zip zone aaaa
abba absent absolute accent accepting access accidentally aches acrylic acts ad adderall addicted addresses adeyemi
admit adopt adopted adverb adverts advocate agvsbg ahoy airdropped ake akela aldi alexa alfie algebra alike alot
alphabet altar ama amara amelia america amir amounts ana angles annotate annoys anorexia ant anuther anymor anyways
apologised appendix apply aquarium archery argued arguments armed arrest arrives arrow article artist artists arvo
asap ash ashgrove asian aside attacked author available ave awdub baba babby babyish backs badger bakers baking bands
bangers banner bans banter barangay bare barks barrels based bashed basketball bass bastard bats battered batteries
beast beaten became becca began beginner believable bells bends bens berries beth bets beyond bi bias bilding bill
bilt binder bingo binx blank blast bled bleeds blink blu blunt bo boards boateng boating boba boil boiled bold bombing
bone bonfire bonus boo boop border bothering botom boundary bowls boyfrend bra bracelet brackets brains brakes branch
brandy brannocks breathes bred brianna bricks bridj bristol britain brokin brotherhood brushed brushes brutal btw
bubbel budget bumped bumper bumps buried burnd bushes buton butterflies butterfly buttons byte cactus calloway calming
camps canberra cancel cancer candels cane cannon captains carbon cared carol carot carpark carpit carrots cartoon
cartoons cash castles catches caused cba cedar cellar cello center ceop ceremony certificate chacha chalk champ
champion champions charades charcoal charges charging chasing cheaper cheat cheek cheeks cheered cheering cheers cheet
chicago chiken chill chlorine choc choices choked chorus chosen chromebook chunks cider citing civics claps cleaner
cleaners cleanse cleats climed climing clip cloakroom closit clover clowns clubs coaching coast cocoa coconut coding
coincidence cola collapse collected coller colon colouring comfort comfortable comma command commas community
companies comparing complains compliment compose compoter concerned condo confetti confidence confident confirmed
connor contact contactless contraception contract contracts controls convincing cookd copies cork corners correct
correcting cosplay costa costco costumes cot countdown countries covering coward cracker crayon creative credit creem
crimes criminal crismas crisp crossed crow crumbs crusts crypto cs cube cubicle cud cuddel cuddles cudnt cult cum
cupcakes curling curly current curry cushions cussin cutter dadi dady dagger dale dams dan danced dancers dani darling
dash dating daylight dealer dealing debug decay decimals decode def defence define deletes delivered delivering
delivery deng deny depending deposit depressed derry describing deserved device devin di diaries dickhead dictionary
dietitian dig digging dino dioxide dips direct dirt disappearing disaster discharged disco discuss disorders distance
dive division dmd dock docter document documented dol dolly dolphins dot doyle drag dragen dragn dragons drain drawed
dread dreem dressed dries drift dripping driven drivers drone droopy droped drown drug dryer drys dubble duh dum dummy
dumplings durty dusnt dyed dyslexic earring east eated eco edgy edison edits eets eh election electricity elefant
elephants ella ellies elses emojis empire empowering encyclopedia endermen eng entrance enuf enymore enything enzymes
epipen equals especially essays et etc ethan ethics eva evaporation evicted evn exaggerating examiners excluded
excursion executed exhausting expert explode explores extremely ezlink facetime failing fajr faked false fans fastest
fathers fe feedback fella festival fewer fiction fields fier fifty fighters figure filling filters finals fingertips
finishing fired fitting fitzgerald fixed fixes flames flamingo flannel flapjack flapjacks flash flashlight flavor
flight flipped flipping floats floaty flooded flush flute flyer flyover foggy footballs forced foreign forest
forgotten forty forwarded fought fountain fourteen freak freaks freckles freebot freinds freya fridges fried
friendlier frighten frunt frustrating fry fryday fsh fuel function functions fundraiser funral funrel further fuzy
garages gard gardens garlic gathering gays gel geo geog gerald ghosted gigs gimme ginger ginny givs globe glorifying
glow gmail gn goals goblin gogo goldfish goodness googled gouache grabe grace graders grammar grampy grams grandparent
granma granola grant gravel gravity gravy gray greggs grooming guesses guillotine gums gunpowder gutted hacking hadnt
haf hahahaha hahahahaha halal hale halifax hallway haloween handbook hanging hapens harmless harness harper harris
harsh harts hastings hated hazard heads headset headshot heal heals healthier heap heartbroken hearts hehehe hen henry
herb heritage hert herts heven hideout hike hiking hills hinge historian historians holder homeroom homwork honesty
honor hoodies hoops hopefully horror hospitality hospitel hous hr hum humiliating hunting hurtful hustle icing idaho
identical idiots ignoring ima image imagining immigrant improve index info information ingredients injection injury
input insane insects inset inshallah int intense interviewer invisibel invitation involved iphone ira irony ish
itching itll ja jade jake jaket jamb jammed january jars jaydens jazz jellyfish jersey jesus jigsaw jittery john johns
jok jonas joos jordan jordans juce judges judo jumpd junction junior jupiter karaty katana kaur kayla kaylee keeper
kerb ki kichin kickt kil kild killer kilometres kinder kindergarden kindy kingfisher kissing kitens kitten kneel
knitting knuckle knuckles kong labour lack laff lag larf larger largest larkmead lasers lasted lates lawns leads
league leans lee leevs leftover legendary leggings legit lekker lena lending lengths lens leos lern levels lexi liar
libry licence license licensed licking lifts lily lime limping links lipstick liquid listed listener lites litre livs
lizard llama lo loaded loadout loadshedding loan lockd locking lockt lodger loft lollies lone lonly loose lord lorry
losd loser lottie loudest loving loyal lucas lucys luke lunches lyon lyrics maccas maddie magazine magma maid mailbox
maintenance mak mamas mammoth manchester maple maria marigold marine marketplace marking marlowe mars marsh martin
matches matric mattered maya mayd mcdonalds meanwhile measuring med meen meh melanin melted members mess meters metre
microphone mid milder militarism mines minibus mirrors mist misunderstanding mitochondria mitosis mm mo moat mocktails
modeling modelling modes mods mommies mommys monkey mono monsters mortgage motel motorway motto movement mug mullet
multiply munday munny muscles muslim mute muted nacoa nagging naloxone nandos narrative narrator nasty nationalism
nationals naughtiest nedle needel needing neighbors nerves nest nether neutral newsletter ng nibbles nick nico nil
nineteen ninja nise nits nm nod non nonnas noor norty nosy notch notifications nots ns nuggets nurses nuther obby obvs
occasion ocd oceans octopus offended oink okada olds olympics omar onions onto ooooh oops openly opinions opioids
orchard org organic otherwise otter oupa outfits outline overdose overpass overrated overtime owns owtside oxford paan
pace packs paining paintball paired pakistan pal palm panels panicked parade parang paranoid parked parking parot
parsnip pastor pat patience patrol payment pc peel penfriend perform pete petrov pets pfp phew philosophy phonix
photographed physical pi pickled piggy pile pillo pillowcase pilot pilow pinches pirat piss pistol pitch pjs
plagiarism planets planner plastick platform pleas pleased pleeeease po pockit podcasts pods pointing pointless
poisoned pokemon poking poland policeman polise poopy poos porch pork portal poses postcode pouch pouches pour
powerful powerhouse powerpoint prac praying prays preacher pregnant premium prepare pretends pretzels pride priestley
prisin privately pro professional proven ps puberty puff puffer puffs puked pulld pumpkins punchline punish puns purse
puzzles quadratic qualified quarter quest quickest quill quitting qwiet racking radishes raid railing rainbow rainbows
rainn raises raj raning ranked rant ratio rats reaches reactions realm receptors recommend recording recruited redo
redy reece reeding reflection regionals rehearsal reincarnation reindeer relationship relationships relay release
religion remembering reorganised repeated replying reporting residential resit respond response restrictions resume
return reuben reverse review reward rewrote rex reyes rhythm ribbon rick rides ridle rimes riot risks risky rnli rob
romance rool ropes rosie rosies roughly rounds route rp rs rucksack ruins rung runned runners runny rustle sa sack
saddle safely sailor sal salad samaritans samosa sample sams samurai sara sardines satay saterday satrday sats sauce
saves scales scans scariest scaring scars scatter scholarship scores scotland scratching screams scrolling seagulls
seal sealed seaside seatmate seaweed secretary secretly secs selfish seniors sensitive sentenses separate sephora
sergeant servo sewing shaked shape shaped shares sharpened sharpener shave shaving sheets sherry shhhh shisha shocking
shoots shoveling shrinks si sience signals simplest sincerely sine singer singh sinse sips situation sixty sized
skatepark sketch ski skibidi skiing skull sl slang slaps slate slave slavery sledging sleepin slimming slimy slippy
slots slower slugs slurpees smartest smith snale snapchat sneaky sneeze sneezing sno society sodium sofia softly solar
solicitor soljers somehow son sooner soooo soot sounding sourdough south sownds spacer spade spaghetti spanner sparkly
sparx spawn spear spel spelings spill spin spinning spiny spirit spirits spoons spotted sprite sprouts spy squared
squats stabbing stair stake stard staring starters statements stats statue statues steady steals sticking stinky stir
stomp stormy strangely straps streamer strepsils stressful strings stripe stroke struck structure studying stuf
stutter submarine substation suffragette sugars suggested suis suit summary sumone sunburn sunlight supervising
surgery surprises surrender survival survive survivors suspect sutli swag swallows swan swapping swares swerve
swimsuit swimwear swirl swollen ta tab tablits tackled tacocat tagalog tags tak takin tale tales tallest tampon taps
tariq tarts tash tasts tatay teaches teamwork tearing teas teasing technically tedy teech temperature temple tennis
tense tents terms textbook thankful thankyou theatre thermometer thirteen thomas thort thote thoughtful thunder ticked
tide tides tier tiffin tightened tigrinya tilly tingles tins tipping tita tite tnt toastie toddler toenail toffee tolk
tomas toothpaste topics tops torches torn tort towels tracter tractor traded trailer traitors tram tramadol trampleen
trans treats trew tries trifle trips troll trombone trubel truly trusts tryed tryouts tubes tudor tulip tummies tune
turban turkey turnd tutoring twitch tybalt typo unbelievers uncel une unfit uniforms union unpleasant unrestricted
unsafe unseen updated upload urges urs urself ursula vaccine vanish variables vent verb verdict versailles vex victim
victorian vinted viola virus visitor vitamin voise vomit vomited vomiting voys waffles walkd wallet wank wardrob warn
warned warnings washroom wasting watermelon waved wax webb wed weeds weel weirdo welsh west wheel wheels wherever
whichever whining whispered whispers whites wick wicked wide wig wiggle wiggly wigly wikipedia windos winner winners
wisdom wishing witness woked woof woohoo workers woshing wrapping wren wrestle wrists wtf yahoo yddub yesss youd yuk
zack zane zap zimbabwe zoe zombies zoom zoos)";

constexpr std::string_view frequent_es = R"(
de no me en la el mi que un con lo es se si te los una ya le como hoy las por del tu al tengo para pero cuando sin
casa esta yo dice bien mas quiero algo nada alguien hay mama nadie voy ni ahora asi eso quien su va estas fue mañana
tiene todo todos hace jaja mejor solo soy dia ha otra puedo vez donde estoy xq clase desde hasta nos papa pasa antes
digo ir tienes da gracias hacer madre mucho porque son baño dias has llevo noche profe siento cosas despues ella he
hora pa quieres tus ve verdad aqui dos duele hecho jajaja llama luego mis puede toca van ver abuela adulto ahi casi
cole cuento dime dio este falta fotos grupo hermana hizo hola juego quedo ser sola uno ayer contar creo cuenta estan
foto gente menos muy normal otro siempre tal tambien tarde triste abajo amiga amigo años contigo cuarto dar daño dicen
dices dije dormir era esto hablar malo mismo padres papas paso pensando perro poco primero primo puedes ropa sabado
sabes tia vas veces buena cada conmigo contarlo cual decir digas doy ellos entera españa estar gusta habia haces
hambre hermano igual insti jugamos lengua mal nunca pasar pega pensado programa rato razon recreo sabe saco salgo
sitio tiempo todavia tres tuya vivo abuelo agua ayudo bueno bus calle cama claro conoces cosa cumple deja dicho dijo
domingo duermo entiendo entonces eres escuela facil final fisica gato hacen hago han horas largo llamar llorando mande
mando mia novio nuevo pasado patio persona personas pone saben sale salvo vamos vaya vi vida viernes aguanto anoche
audio basta brazos busca cara cena cenar chica chiste comer comi contarmelo cuentame cuida dado decirle dejo duerme
durmiendo entra entro escribe ese espera estaba familia finde fui ganas grande hacerlo hicieron hicimos historia
importa jueves lentejas listo llega lunes manda mates mato medio meses miedo minutos muchisimo murio padre parte pase
peligro peor perdon pide pienso pongo pregunta preguntas prima quedate queria quiere quitarte salir salon secreto
semana serio sigue solas suena sus tan tarea tener tienen toda todas unas usa vino vives vos vuelve)";

constexpr std::string_view rare_es = R"(
abrazo afuera alegro amigos anda ayuda ayudas año bebe boca bolsa cae calor cambio carro carta cayo cel centro cerca
chat chicle cielo comedor comiendo confianza cordoba cuantas cuentas cuerpo culpa dale decia dejar demas dentro detras
di dibujar diez dijiste doler dragon educacion enseña equipo esa estos ex examen fatal favor fiesta fin fracciones
fuera fueras gratis grave guitarra gustan gustaria hablamos hablas hablo hacerte haga hagamos haya hice huele iba idea
imaginas ingles insta irme jajaj jugar lado larga leer leo libro llaman llegar lleva llevas llora llorar loco luna
mano media medico mensajes mentira meto mil mirar mochila morir movil mucha necesito nota notas novios numero numeros
odio otras padrastro palabras pan parece partido pastillas perdi perros pidio pies playa poner pq preguntar preocupa
pueda puerta puesto puso queda quemo quito raro regalo sabemos sea seguimos seguro sentido seño sido sientes sigo sol
somos super tanto tarjeta tema tengas ti tio unos vacaciones vais vale valiente venga verguenza ves viaje viene visto
voz abue abuelos aburro aca afecta aire alarma algun alguna almendros almohada alrededor alto amigas amor arbol asusta
atencion atras aunque aviso ay azotea bocata bonito borra borre bote broma buddy buen buenas buenos cabeza cai
caliente callada cancion cansado cansancio cartas castigo celu cinco cinturon classroom closet coche cocina comercial
comido comimos comio compañero compro concurso conoci contarme contarselo contra corre correcto cortamos corte cree
cuaderno cualquier cuanto cuantos cuentaselo cuentes cueste cumplo dame dan debajo decirmelo dejas delante demasiado
derecho desaparecer descanses desmayas despacio despertar desperte despierta despierto diario dieron dieta diga
dijeron direccion diselo disen disfraz disfruta distinto dormi echo edad encima enorme enseñarla enseño entran entrar
eramos ermanito escoba escondidas escribio escribir escribirlo escucha especial esperar estamos estes estudiar estuve
examenes fallo fiebre fire flan flequillo flores free fuimos futbol gane gasto gata gol grifo grita guarda guerra
haciendo helado hermanito hiciste hombre horario hubiera ideas ido importante instrucciones ja jefa juntos jurar justo
lavar les liado limpiar llamen llamo llave llevamos llevar lleve llore lloro llueve luz madrugada mala mami mandaron
manga manos manta martes matar mate mayor mes mesa mientras miercoles mierda mirando momento momia morado morirte
muchas muero mundo mural musica navaja navidad necesita neta netflix ningun niña niño noches nomas oir ojos ola olvide
onda os oye pais palo panza papel par parar parque pecho pedido pegar peli pelicula pensabas pensar pensarlo pesa
pesado pesos pierna piscina plan plata plaza pobre podemos policia ponen ponga porfa postre prefiero preguntarle
prendio primer primera prisa proxima prueba psico psicologa puaj pues pusieron quedar quede quieren quitan rabia
rapido re real recupero regalaron regla reglas reir repite respuestas reto roblox robux rompio rota saberlo sacaron
salen sali salia salio sangre saque seguir segundos semanas sentir sepa sepan sera sere seria señor señora sigues
silla sobre sticker subio subo suelta sueño suicida susto tampoco techo telefono teneis tenemos tenia tercero tierra
tiran tiro toco toma tomado tomo tono toque toy trabajo tragame traigo tranquila tranquilo tripa tuve ultimo usar
vaper vaso vayas veamos vean vecino vemos venir ventana verano veras video viejo volver vueltas vuelvo wey yama)";

constexpr std::string_view frequent_fr = R"(
la le de et je un tu pas mon que les il jai on ma pour ca me en est ce une dans des du fait avec moi qui au plus dit
sur si tout elle ou mais quoi ya lui te ne depuis se suis toi bien ils oui quand rien comme peux va comment mal maman
aussi encore fais mere non cest es jsuis as mes passe personne chez frere meme ta trop faire pourquoi son tous ans
avant dire sans veux apres dis fois par temps faut mis prof sa seul ton veut alors donne maintenant monde parents
parle peu reste sont classe deux mort nuit parce peut soir tes adulte deja eu hier pere tt aller juste mange mdr petit
ses bon chat demain demande dimanche etre jour ont suite toute voir aux chose ete grand maison montre nous papa part
quel quelque sous vrai beaucoup combien confiance connais droit faute garde jme joue merci photo photos pleure samedi
sens vais vu bonne cette chambre chien crois devant dort famille gagne gratuit jours marche matin mieux notre penses
peur quelle truc vous appeler beau bras change cherche college contre crie di ecrit entre fatigue fin fort genre
jamais jeu journee jveux laisse lit mamie met mois nan papi parler parles pis pris raconte regarde sais soeur surtout
tape trouve ventre vie vient vois appelle cache dois envie envoie faim ferme font gens idee jeudi jte lycee mec mettre
mourir noir normal partir poisson pote prends repond rire sac savoir securite seule toujours triste vas vomir arrive
blanc ceux chaque comprends compte copain cote derniere derriere dessus ensemble fe fete filme fini foot grands heure
ici leur maitresse match medecin mercredi min moins moment mot nouvelle pa partout paye perdu pourrais prendre pres
programme question raison rate rentre saute secret sinon super tante tuer vendredi village voisin vole vraiment age ai
aide autres avait avoir ben besoin bloque buddy cantine cause celui cetait chance chu cm coach coeur coup courage
cours dan dise dors dure ecris elles entier etait expose facon file filles france gars gentil goute honte insta
internet jardin javais juge jvais lai livre lourd lu lundi main maitre maths merde midi minutes nom nouveau numero oh
ok oncle ouais pendant pipi pose premiere previens prouve pue raconter repondu rue savent semaine souvent surement
telephone toilettes tonton toutes travail tres trucs vite voiture)";

constexpr std::string_view rare_fr = R"(
ah aimes ami autre avale bac bat blague blesse bleu boite bouge bus camp cave celles chaude commence copains coupe
cour courant court cousin croit danger debut dessin deteste doit dos douche doudou drole ecoute ecrire envoye essaie
essayer euros facile faudrait fer fille film franchement frapper gateau gouter grande grave groupe guerre guillotine
jarrive jen jetais jfais jle jlui jpense jpeux jure kan kilos koi lache lettre leve ligne lire lol longtemps lumiere
machine malade manger manque mardi meilleur messages moche montrer morte neige note nuits oeufs papier pareil parent
partie parties pense penser petite philo pieds plan plate plein plu porte porter potes pr premier prenom prochaine qd
range regles rendu revient revise sage saint sait salle salut sang sauf semaines sera site soiree solution suicide
tard tel telegram texte tiktok tire tombe touche tour train tue ur vaut verifier veu vivre voie voisine vont we
abonnes absente achete adresse aidez allez amie annee appelles appris apre arabes arrete attend attendre aucune
auraient autour avaient bain ballon ballons bientot bio bisous bizarre blagues blancs blesser bleus bof bois bol
bonjour boule bouteille boutique bravo cadeau carte casse cdi centre ces chanson chasse chats che chiffre choisir
choses cinq cle club colere comprend compris comptes content contente cool copine corps couleur couleurs couper
courageux courses couru couteau crise curry danse daronne date deau dedans degres demander den depend dernier desole
deuxieme difference diner dirait direct disent dises disparaitre disputer dm donc dormi dormir dragon droite ds ecran
egale end endroit enfants enferme enfin ensuite entrainement enzo equipe er eteint eux exactement fai fasse fautes
ferait fiere fievre fifa finir finisse flemme fond forme fou frappe freres froid fume gala garcon garder genou grandi
gros harceler heros histoire homme icitte jabite jaime jalouse jdors jeme jeunes joli jouer joues jsais jserai jsp
juger justement jy ke larguer lave lecole lentement li lina lis liste logiciel louis loup lune mail maladies meilleure
menace menti mer merites mesange mesure meuf meurs minuit minute mise monnaie monsieur monte mosquee nez ni noel
nutella occupe odeur oublie page pages paie pain parfois parlez partage parti passee passer passera pate peine perd
perdre permis pese petits physique pied pile pique piscine place plante pleurer plongeoir plutot poche points poser
pouce pourqoi pourrait prefere prennent prise prix profite protege ps psy ptdr pull puni pus pute quils quon ramadan
recre redescendent reflechi remarquerait rends repas repete reponds reprendre respirer ressens retour retourner revoir
revolution riches rigole ronde ronfle rouge saigne sante saoule scene scout seconde serai serieux sest slt soin soirs
sois soit soleil sonne sou sport stade story stp sucre sui suivi svt table taire tant tempete terre tir toit tomber
tou tousse tram tranquille travaille trois trouves tueur urgent velo verras verte vestiaire veto veulent vide video
videos vien viennent vieux voila voit voix voulu voyage vraie vrais week whatsapp yeux zero zoe)";

constexpr std::string_view frequent_de = R"(
ich und das die du der was hab mit in wie mir hat bin er es ist nich is so nur mich wir da nicht von war den mehr dir
im aber auf sie ein zu auch bei dann fur noch am mein schon ja mal weil will meine wenn alle dich immer dem kann an
hast papa haben mama sagen man wer heute dass ihr jetz aus denn geht gesagt sein bist keiner morgen muss nach oder zum
ne nix weg einen kannst ohne sag sagt vom wieder macht soll weiss jetzt seit sich sind alles damit einer heut ihm ihn
schule als beim deine eine gemacht gut machen um vor warum darf eltern nie uns wegen wo bis keine mach nein ab angst
fragen geh gestern halt handy hier kopf schreiben steht unter zusammen danke etwas ins tag tut wird doch geschrieben
krieg lieber lol nacht ob schreib sonst viele deinen einem genau jeden jemand keinen klasse klingt kommt leben meinen
meiner mutter namen nen oma reden selber tun viel zimmer bitte bruder daran durch einfach erzahl ganz gibt gleich ham
hin hund kennst laut mathe nichts oh richtig traurig uber unser allein also braucht dabei danach davon deiner egal
frag frau ganze gegen gern gibts kein klo lehrer mag magst meinst opa raus redet schuld schwester tur wars weh wochen
alter anderen arzt ausm besser bilder bisschen dein deinem drauf drei erst erzahlen freund furs habt hatte hort jahr
jungs klar kurz lang lehrerin manchmal meinem merkt mussen no ok rein ruhig sagst schick schlaf schlimm sehr sitz
spass tot vater voll wann warst wem wissen wollen wurde abend aufm aufs augen beste brauchst dafur dazu denkst des
drin druber eh eigentlich endlich fertig geburtstag gehen gehn gerade ging grad gute habe hats hause jemandem jemanden
komm kommen kriegt kuchen min nett normal obwohl oft passiert pause ruf schnell seine sieht tage training trau treffen
vorher ware warte weisst woche wollt zeit zwei allen andere anderes andern anders besten bevor bild bleib blutet
brauch brief dan de diese echt essen fr freitag freundin fruher fuhl gar gefahr getan glaub ha halb hallo haut hilft
imer jeder keinem keller klassenchat konntest lange letzten leute los ma mi mus nachts nehmen neue oben passt peinlich
recht regen satz schicken schuhe see selbst sicher sollst spat spiel sterben stimmt suchen tagen thema typ video wach
weiter wen werden willst zeigen zeug)";

constexpr std::string_view rare_de = R"(
acht ans anzutun arm baby bahnhof beispiel blod blut boden brauchen bring bro bus chat check computerprogramm cool
daruber dauert denk deswegen diesen drache dunkel ehrlich eingesperrt einmal einzige eis erfahren ernst erwachsene
erwachsenen erwachsener ess falsch familie fast fenster ferien findest findet frage fragt fuss fusse garten gefragt
gegessen geholfen geld gemeint geschenkt geschichte gewahlt geweint grosse haha hals hattest heisst helfen het hilf
hilfe hoch holt isch jede jedem keler kennen kleinen kocht konnen korper lass lauft leer leid leise lesen letzte
liegen liegt losungen luft madchen meistens mer mochtest musst nachste nahe name ner neuen niemand nimm noten nummer
onkel paar passieren programm referat rot sachen schreibt schwer seinem seitdem sitzt solche sommer sorgen steh stinkt
tschuss uben uhr unsre vergessen verstehe versteht vertraust vielleicht vorbei wand waren we wein werther wichtig wil
wirklich wofur worter zahlt zeig zieh zuhause zuruck aba abends abgabe abschreiben ach adresse allergie allne antwort
app arbeit argumente armel auffallt aufgabe aufgemacht aufgeraumt aufhort aufwach auslander ausweis auto babys bad
bank bass bauen baum bekommen bestanden besuchen bet bett bio bleibe bleibt bot brille bringen bringt brucke chemie
cringe dach daheim dahinter darfst deo deutsch deutsche diesmal digga ding dinge doppelt dort dran druckt eben echte
eher eig eilig eins em ende erorterung ersten erzahlt euch ex falls fallt fang fehler flugel folge fuhlst furn gab
geboren gedacht gedanke gedanken gefuhle gegeben geguckt gehauen geheult gehts geil gekommen gelacht gelernt genomen
genommen geritzt gesehn gestan gestellt gestorbn getippt gewinnspiel gezogen go grau grillen grun grund guck guckt
gurtel gutes haare habs halten hand handyverbot hangt hausmeister heast heftig helfe hey hi hinter hinterher hitler
hitzefrei hm holen hor horen hose hut ichs ihnen ihrer insta internet irgendwo iserv jahren jedes judo kam katze kenn
kennengelernt kennwort kinder klatschen klick klinik komisch kommst konnte kopfhorer kran krank kummer kurs lach lacht
langer lassen laufen leiche leicht leuten lieder lieg losch lukas lustig mache mai malen manches mann mans meerschwein
mega meint meisten mensch menschen mia mies minuten mischen mitm moment monaten montag musik musste nachbar nachsten
nachvollziehen nase neben ned nehm nennen nimmt nochmal nudeln nume okay one oppis pack papas park parkhaus partei
pass passwort paul per phase physik platz polizei prozent punkt rauch rechnen rechnet redest rest riechen ritz ritzen
rucken ruhe rum sage samstag sass satze schade schauen schaun scheiss schickt schiesst schimpfen schlafst schlaft
schlagt schlechter schmerz schnarcht schneller scho schrank schreckschuss schreibst schreit schul schwarze schweigen
schwimmen sehen sekunden ser si sicherheit silvester sofort sogar sondern spater sport springen stand stecken stell
still streit streiten stunde sucht supermarkt tante tastatur tatort telefon text tiktok tim tisch toll trainer traum
trinken turnier uf umgefallen umkleide unsere unserm unsrer verboten verein vergiss verletzt vermisst versprich
verstanden verstecken verstehen vorm wa wahlen wandern wasser wegn weils weint weit welche welches werd whatsapp wirkt
wochenende woher wolltest womit wort woruber worum wurdest zahl zahlen zahnspange zettel zur zweit zwillinge)";

constexpr std::string_view frequent_pt = R"(
de eu no que da minha pra com na do nao me meu se um voce ele em tem so uma ja como to ta as casa mae por isso vai
escola mas foi mais ela esta faz quem agora gente os vou pq sem te tenho ninguem alguem pai coisa quero bem tudo ate
dia fazer fez mim nada pode sou adulto ai ou quando todo ver conta depois disse era ir la muito onde quer ser sim vo
fala hj noite posso sei aqui falou fica kkk ontem para pro sabe vc vez ao contar fiz hoje kkkk sua vezes amanha dele
mal banheiro falar fui irmao medo morrer perto porque queria toda alguma anos festa hora matar melhor mesmo mundo novo
pediu prova saber sala semana seu sobre amigo bom das deixa diz eles familia fico jogo nem qual sempre tia tinha vem
agr ajuda antes assim dizer grupo ha manda menino oi pensando serio sinto tipo verdade aula boa coisas comigo consigo
dela desde dias dormindo escondido falo ficar foto ia muita numero passa pensar prof quarto sao tao ter triste
acontece agua ainda ajudar ano bateu bolo causa celular chama claro coracao cvv desculpa dos essa esse estao fazendo
feliz ficou gosto graca jogar junto lado legal liga lugar menos meus morri musica pais pessoa porta prima quase quis
rua sozinha sumir tava tempo uns vamos vovo voz aconteceu amiga atras banho cachorro cada cara certo chamar chegou
chorou comprei conversa culpa deixei demais dnv domingo dormir dps durmo entao ganhei irma machucar mandei mao mata
meia mt ne ngm outra outras passou pe perigo precisa sono sozinho tambem tio todos tou trabalho ultimo volta acha acho
acordei almoco arvore atende avo azul bate bia bola braco brincadeira cai chorei comi conto deve doi escreve estava
esteja estou falta fiquei fixe for horas inteiro levo ligar lista logo longe luz meio menina mes moro nas nome normal
nos nova num nunca obrigado onibus outro ouvi padrasto pao parabens parte pedir pela pensei penso pergunta perguntou
pessoas portugal possa pouco praia preciso primeiro primo professor professora qualquer querer raiva responde roupa
seguranca sendo sente seus sofa tirei tirou treino troca turma ultima vao ve vida viu voltar)";

constexpr std::string_view rare_pt = R"(
achei achou ajudou algo algum alta aniversario ar avisar baixinho balneario barriga buscar caiu calma cama camera
cantina carinho carro cartao cartaz ceu chao chocolate chora choro cima come comendo comer comida computador contou
daqui dar dei deixou dentro deu devia dez dificil digo dinheiro disso doenca dorme emergencia es escrevi escuro
esperando esqueci estas falam falando falaram falei faltei fila fome fotos gosta gravar hotel houve idade igual janela
jovem kkkkk lembro leu lol mano mar matematica meses mexe morar morre msm nisso nossa numa ola padaria palavras papel
parar passado passar peca pegar peixe pelo pensou perdi perguntar pijama ponto preocupa presente preso primeira
programa qdo qnd quadra quantos quebro radio rapidinho rapido reais recreio remedio responder resto rir rodoviaria
sabado sai saio sair segredo seguro senha sinal some stora tal tarde tb teste teu texto tomar tomei torto tu tua uau
usa usar vale veio video viver vizinho voces wifi zap abri abrir acabar acai achar aconteca acontecer acordado
acredito adulta aguentar amg amor ando aos apagou apelido apetece aprendiz aquele atrapalha aulas bala bator bebe bebi
boletim bolinho branco briga brigou brincar bronca buddy bue ca cabeca cadastro cadeado cair caixinha calor capital
capitulo caralho carnaval carregador carta cedo chat chato chefe chega chegar chorando cidade cigarro cmg comeca
comecar comecei comeu comprimidos confiar conhece conheci consegue contei contigo conversar cor corpo corre corredor
correu corta cortar costuma crianca cuida dancar decidiu decisao deitada deixar deixo depende der deram dessa diretor
diretora discord disparado dizem doce doendo doente dois dor dormi dou duas embora endereco entendi entra equipe
errado escada escrevendo escrever especial estar este estranha explica fase fazem fechar feita feito ferias figurinha
fim finjo fire fisica fita fizer fogo fora frase free fugir fundo garagem gato gelado genetica geografia gnt gostavas
grande guardar haha historia hospital ideia igreja importante incomodar ingles insta inteira irmaozinho isto jantar
jeito joelho joga jogando julgar junina juntos juro kk ler leva levei levou livro lua macaco machuco madrinha mamae
mandar mandou mapa marido mat matilde matou meme mensagens mentira merda mesma milho minutos moca mochila moletom
momento mongolia morreu morta morto mostrar mostre namorado natal nenhuma nervosa neste notar noticia oba obrigada
online oq outros ouvir ovo pagar palavra panela papagaio papai parece parei pascoa passagem passei paz pc pede pedi
pedindo pega peguei pensa percebo perder perdeu perna pesado peso pfvr piada pior piscina poderia poe policia ponho
pontos portao predio prefiro pressa problema procura proximo psicologa puseram puxa quantas quanto quarta quebra
quebrei queimei quente real regras respeito responsaveis resumo rg rio ronca roubar saida saiu segunda seja selfie
senti sentindo seria sexta sido sitio skate sol som sonha sopa sos stor surpresa talvez tanta tanto tchau td tenha
tenis terceira termina terminei terra terror teve the tiktok tirar tiver toma tomou tranca trancou tras travesseiro
trazer tremendo tres ulan umas usando va valeu vamo velho verde vergonha viagem viajar vidas violao vir virar visita
visitar voando voltei vontade xixi zoar)";

}  // namespace

CommonWords common_words(Language language) noexcept
{
    static constexpr std::array<CommonWords, language_count> all = {{

        {.frequent = frequent_en, .rare = rare_en},

        {.frequent = frequent_es, .rare = rare_es},

        {.frequent = frequent_fr, .rare = rare_fr},

        {.frequent = frequent_de, .rare = rare_de},

        {.frequent = frequent_pt, .rare = rare_pt},

    }};
    return all.at(static_cast<std::size_t>(language));
}

}  // namespace buddy::text
