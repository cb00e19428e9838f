### Les pages que tout le monde voit : accueil, comptes, et les parties communes.

## The frame of every page

language = Langue
language-unknown = cette langue n'est pas proposée ici
language-unknown-next = Choisissez l'une de celles qui figurent au bas de la page.
skip = Aller au contenu
lock = Verrouiller
account = Compte
roles = Rôles
tab-patient = Patient
tab-doctor = Médecin
tab-admin = Administrateur
nav-overview = Vue d'ensemble
nav-records = Documents
nav-consents = Consentements
nav-log = Qui a consulté
nav-profile = Profil
unconfirmed = Vos mots de récupération ne sont pas encore confirmés. Si cette machine est perdue, personne ne pourra rétablir ce compte sans eux. <link>Notez-les et confirmez-les</link>
idle = Rien n'a été fait ici depuis un moment : ce qui est ouvert va être verrouillé.
idle-stay = Rester
announced-paused = Le système est suspendu, jusqu'au { $until } au plus tard. Ce qui retire un accès reste possible.
back = Retour
try-again = Réessayer
go-on = Continuer
copy = Copier
technical = Détails techniques
address = Adresse
addresses = Adresses
document = Document
amount = { $amount }
size = { $size }
status-chain = { $chain }, bloc { $block }
status-store = dépôt <size/>
status-balance = solde <balance/>
status-low = Votre solde suffit tout au plus pour quelques actions. Demandez-en davantage à l'hôpital : montrez votre carte, qui se trouve sur la page Compte.
status-low-admin = Votre solde suffit tout au plus pour quelques actions. Demandez-en davantage à qui exploite la chaîne, ou à un autre administrateur.
trouble = { $what }.
trouble-next = { $what }. { $next }

## Failures

failed-title = Non effectué
failed = Cela n'a pas fonctionné
to-start = Vers la page d'accueil
paid-before = Fait et payé avant cela :
work-stopped = le travail s'est arrêté avant d'être terminé
no-address = l'adresse de la page suivante n'en est pas une
page-not-written = une page n'a pas pu être écrite : { $why }
document-not-written = un document n'a pas pu être présenté comme page
no-session = une page a été demandée hors d'une session
no-cookie = un cookie n'a pas pu être écrit
no-random = le système n'a pas fourni d'octets aléatoires : { $why }
suspended = vous êtes suspendu en tant que médecin : aucun consentement ne vous ouvre quoi que ce soit, et vous ne pouvez pas écrire
suspended-next = Demandez à un administrateur de vous rétablir. Votre fiche et les consentements sont toujours là.
only-admins = cette page est réservée aux administrateurs, et ce compte n'en est pas un dans ce déploiement
only-admins-next = Verrouillez ce compte et déverrouillez-en un autre, ou demandez à un administrateur d'ajouter celui-ci.
only-doctors = cette page est réservée aux médecins, et ce compte n'en est pas un dans ce déploiement
only-patients = cette page est réservée aux patients, et ce compte n'en est pas un dans ce déploiement
only-registered-next = Donnez à un administrateur la carte d'enregistrement de ce compte : elle se trouve sur la page Compte.
no-such-page = cette page n'existe pas
no-such-page-next = Allez à la page d'accueil.
stale = cette page date d'avant le verrouillage ou le déverrouillage du compte : rien n'a été fait
stale-next = Revenez à la page, rechargez-la et refaites ce que vous avez fait.
too-long = ce qui a été envoyé est trop long
too-long-next = Envoyez moins de texte ; les fichiers s'ajoutent sur la page des documents.
gave-up = cela a pris trop de temps et a été abandonné : regardez si c'est fait, puis réessayez
too-many-browsers = trop de navigateurs ont un compte déverrouillé ici
too-many-browsers-next = Verrouillez d'abord l'un d'eux.
node-stopped = le nœud de cette machine n'est pas en marche
node-stopped-next = Démarrez-le sur la page d'accueil.
node-starting = le nœud de cette machine démarre
node-starting-next = Réessayez dans quelques secondes.
guess-wait = attendez { $seconds } s avant le prochain essai
guess-wait-next = Après des mots de passe erronés, chaque nouvel essai doit attendre un peu plus longtemps.

## Entering, unlocking, locking

entered = Bienvenue. <link>Continuer</link>
stranger = Ce navigateur n'a pas été admis
stranger-next = Ouvrez l'adresse que <command>medink panels</command> a affichée dans son terminal. Chaque adresse admet un navigateur, une seule fois ; la suivante s'y affiche ensuite.
locked = Verrouillé.
locked-idle = Verrouillé : rien n'a été fait pendant { $minutes } min.
start = Accueil
start-almost = Presque terminé
start-welcome = Bienvenue
start-starting = medink se prépare
start-starting-about = Son registre démarre sur cette machine, ce qui prend quelques secondes. Cette page continue d'elle-même.
start-starting-now = Démarrage
start-look-again = Regarder à nouveau
start-no-node = medink n'est pas encore prêt
start-no-node-about = Il tient son registre avec un nœud sur cette machine, qui n'est pas en marche. Le nœud démarre en quelques secondes et continue quand cette page est fermée.
start-it = Le démarrer
start-busy = Démarrage…
start-cant = medink n'a pas pu se préparer
start-failed = Le nœud ne peut pas être utilisé
who = Qui êtes-vous ?
who-patient = Je suis patient
who-patient-about = Mes documents, et qui peut les voir
who-doctor = Je suis médecin
who-doctor-about = Les documents des patients qui m'y autorisent
who-hospital = Nous sommes un hôpital
who-hospital-about = Mettre en place un système pour tous
who-else = Je suis quelqu'un d'autre
hospital-question = Comment s'appelle votre hôpital ?
hospital-name = Le nom de l'hôpital
hospital-name-hint = Son premier compte porte ce nom, sur cette machine seulement.
your-account = Votre compte
unlock-account = Déverrouiller un compte
no-account = Il n'y a pas encore de compte sur cette machine. Créez-en un, ou apportez-en un d'une autre machine.
unlock = Déverrouiller
unlock-busy = Déverrouillage…
bring-one = En apporter un
development = Comptes de développement
development-about = Tout le monde en connaît les secrets : pour des essais seulement.

## Setting up, joining

deploy = Mettre en place le système
deploy-about = Rien n'est encore déployé sur cette chaîne. La mise en place y dépose les quatre contrats. Le compte déverrouillé paie et devient le premier administrateur.
deploy-words-first = Notez d'abord ses <link>mots de récupération</link> : sans eux, personne d'autre ne pourra prendre le relais.
deploy-self = Les patients peuvent s'enregistrer eux-mêmes
deploy-busy = Déploiement…
deploy-button = Déployer
money = Le compte n'a pas d'argent ?
money-about = Cette chaîne sert aux essais, où l'argent ne coûte rien.
money-busy = Envoi…
money-button = Obtenir de l'argent d'essai
nothing-deployed = Rien n'est encore déployé sur cette chaîne
nothing-deployed-about = Pour commencer votre propre système, déverrouillez ou créez le compte qui en sera le premier administrateur. Pour participer à celui d'un hôpital, rejoignez-le.
join = Rejoindre le système d'un hôpital
join-read = Lire le fichier de l'hôpital
join-file = Le fichier de déploiement qu'un administrateur vous a donné
join-file-hint = Lisez-le avec le bouton, ou collez son texte.
join-busy = Adhésion…
join-button = Rejoindre
setup = Mise en place
setup-done = { $hospital } est en place
setup-done-unnamed = Le système de l'hôpital est en place
setup-file = Le fichier pour les autres
setup-file-again = Le fichier pour les autres, encore une fois
setup-file-about = Quiconque doit utiliser le système sur sa propre machine le rejoint avec ce fichier : collègues de l'accueil, médecins, patients. Il ouvre l'annuaire des médecins et rien d'aucun patient. Envoyez-le, ou déposez-le là où ils le trouvent.
setup-file-download = Télécharger le fichier
setup-doctors = Les premiers médecins
setup-doctors-about = Chacun crée un compte sur sa propre machine et vous montre sa carte d'enregistrement. Avec la carte, vous l'enregistrez ; l'argent de ses premières actions est joint.
setup-register = Enregistrer un médecin
setup-to-admin = Vers l'administration
setup-steps = Les étapes du premier démarrage d'un hôpital
setup-bad-name = cela ne peut pas être le nom de l'hôpital
setup-bad-name-next = Saisissez son nom, en 64 caractères au plus.
setup-needs-account = la mise en place du système demande un compte déverrouillé : il devient le premier administrateur
setup-unlock-first = Déverrouillez-en d'abord un.
setup-deployed-already = Les contrats étaient déjà déployés : rien n'a été fait.
setup-deployed = Les contrats sont déployés, et ce compte est le premier administrateur.
setup-joined = Cette machine a rejoint le déploiement : ses contrats sont sur la chaîne, avec le code que le fichier indique.
setup-other-chain-next = Cette machine est reliée à une autre chaîne que celle de l'hôpital. Demandez à l'administrateur l'adresse de son nœud, et démarrez medink avec elle.
setup-nobody-for-money = aucun compte n'est déverrouillé auquel donner de l'argent
setup-no-free-money = personne ne donne d'argent sur cette chaîne : elle ne sert pas aux essais
setup-no-free-money-next = Demandez-en à qui exploite la chaîne, ou à quelqu'un qui en a.
setup-has-money = Le compte a de l'argent d'essai.
steps = Étapes
step-done = (fait)
step-name = Le nom de l'hôpital
step-admin = Le compte de l'administrateur
step-words = Ses mots de récupération
step-deploy = Mettre en place le système
step-file = Le fichier pour les autres
step-doctors = Les premiers médecins
step-join = Rejoindre avec le fichier de l'hôpital
step-account = Votre compte
step-card = Montrer votre carte à l'accueil

## Making an account, bringing one along, recovery words

make = Créer un compte
make-busy = Création…
make-button = Créer le compte
account-name-label = Nom
account-name-hint = Comme vous souhaitez être salué ici. Seule cette machine le connaît.
password = Mot de passe
password-hint = Au moins 8 caractères ; plusieurs mots que vous seul assembleriez conviennent bien. Il est demandé pour déverrouiller le compte sur cette machine.
password-again = Le même encore une fois
passwords-differ = les deux mots de passe diffèrent
passwords-differ-next = Saisissez-le à nouveau, deux fois.
strength = Qualité du mot de passe
strength-short = Trop court
strength-weak = Trop facile à deviner. { $why }
strength-good = Bon
strength-very-good = Très bon
account-password = Mot de passe du compte
words = Mots de récupération
words-yours = Vos mots de récupération
words-again = Ils restent scellés jusqu'à ce que vous ayez confirmé les avoir notés. Assurez-vous que personne ne regarde par-dessus votre épaule.
words-opening = Ouverture…
words-show = Afficher les mots
phrase = Notez vos mots de récupération
phrase-warning = Ces mots suffisent à rétablir le compte <name>{ $name }</name> et tout ce qui lui est scellé, sur n'importe quelle machine. Personne d'autre ne les a. Gardez-les sur papier, là où personne ne les trouve.
phrase-written = Je les ai notés
phrase-later = Plus tard
phrase-later-about = Chaque page vous le rappelle jusqu'à ce que vous les ayez confirmés.
confirm = Confirmer
confirm-question = Les avez-vous notés ?
confirm-type = Saisissez ceux-ci de vos mots de récupération. <link>Regarder les mots encore une fois</link>
confirm-word = Mot { $number }
words-wrong = le mot { $number } n'est pas celui qui a été affiché
words-wrong-next = Comparez-le avec ce que vous avez noté, ou regardez les mots encore une fois.
words-confirmed = Vos mots de récupération sont confirmés. Désormais ils ne sont plus que sur votre papier, et ne seront plus affichés.
bring = Apporter un compte
bring-read = Lire le fichier
bring-file-hint = Le fichier de clé écrit par medink ou Polkadot.js.
bring-file-password = Mot de passe de ce fichier
bring-words-hint = Dans leur ordre ; avec ou sans numéros, sur une ou plusieurs lignes.
bring-from-now = Désormais
bring-busy = Importation…
bring-button = L'apporter
bring-done = Le compte est ici, et déverrouillé.
bring-is-file = c'est un fichier de sauvegarde, pas des mots de récupération
bring-is-file-next = Apportez-le sous « Fichier de sauvegarde ».
bring-no-file = ce n'est pas un fichier de sauvegarde
bring-no-file-next = Lisez le fichier écrit par medink ou Polkadot.js, ou utilisez les mots de récupération.
bring-no-password = un fichier de sauvegarde a son propre mot de passe, et il manque
bring-no-password-next = Saisissez le mot de passe avec lequel le fichier a été écrit.

## The account

account-name-here = Nom sur cette machine
account-balance = Solde
account-suspended = suspendu
account-roles-unknown = inconnus pour l'instant
account-roles-none = aucun pour l'instant
role-patient = patient
role-doctor = médecin
role-admin = administrateur
account-is-suspended = Vous êtes suspendu en tant que médecin : aucun consentement ne vous ouvre quoi que ce soit, et vous ne pouvez pas écrire. Votre fiche et les consentements sont toujours là.
account-is-suspended-next = Demandez à un administrateur de vous rétablir.
account-stranger = Ce compte n'est pas encore enregistré. Montrez sa carte d'enregistrement à l'accueil de l'hôpital : elle ne contient aucun secret.
account-no-deployment = Cette machine ne fait pas encore partie du système d'un hôpital. <link>Mettez-en un en place ou rejoignez-en un</link> ; la carte ci-dessous convient aux deux.
account-unknown = Le nœud ne peut pas être interrogé pour l'instant ; le solde et les rôles ne sont donc pas affichés. <link>Voir pourquoi</link>
card = Carte d'enregistrement
card-about = Montrez-la à l'accueil de l'hôpital, ou envoyez-la : elle enregistre ce compte. Elle contient l'adresse et la clé publique, signées ; aucun secret.
card-qr = Carte d'enregistrement sous forme de code QR
card-text = En texte
account-another-name = Un autre nom
account-rename = Renommer
account-renamed = Le compte a son nouveau nom.
key = Clé de chiffrement
key-about = Ce que d'autres scellent pour ce compte l'est avec sa clé de chiffrement. La suivante découle des mêmes mots de récupération.
key-replace = Remplacer la clé de chiffrement…
key-replace-about = Le compte et ses mots de récupération restent, et ouvrent tout comme avant. Les autres scellent désormais avec la nouvelle clé ; les patients scellent à nouveau pour vous leurs consentements à leur prochaine utilisation.
key-replacing = Remplacement…
key-replace-button = Remplacer la clé
account-new-key = La clé de chiffrement de ce compte porte maintenant le numéro { $number }.
backup = Fichier de sauvegarde
backup-about = Une copie du compte pour une autre machine ou à garder en lieu sûr. Sans le compte et sans ses mots de récupération, personne ne peut ouvrir ses documents, pas même medink.
backup-password-hint = Le fichier est scellé avec lui. medink et Polkadot.js peuvent l'importer.
backup-download = Télécharger le fichier de sauvegarde
account-file = Nom de son fichier

## Records that were opened

opened = Ouvert
opened-logged = Le document { $number } est ouvert, et le journal l'indique.
opened-gone = ce document n'est plus ouvert
opened-gone-next = Ouvrez-le à nouveau depuis la liste des documents.
too-many-open = trop de documents sont ouverts en même temps
too-many-open-next = Attendez quelques minutes, ou verrouillez puis déverrouillez le compte.
opened-download = Le téléchargement commence de lui-même. Sinon, <link>téléchargez</link> dans la minute.
opened-frame = Le document
opened-actual = Taille réelle
opened-unsafe = Ce type de document ne peut pas être affiché ici en sécurité.
opened-download-it = Le télécharger
opened-once = Il a été affiché une fois et n'est pas conservé. Pour le revoir, ouvrez-le à nouveau.
opened-back = Retour au document
fhir-yes = oui
fhir-no = non
fhir-deeper = … plus profond que ce qui est affiché ici : téléchargez le document

## Lists of records, and what is added to them

kind = Type
kind-document = document
kind-imaging = imagerie
kind-laboratory = laboratoire
kind-diagnosis = diagnostic
kind-treatment-plan = plan de traitement
kind-medication = médication
found-all = { $all ->
    [one] { $all } document
   *[other] { $all } documents
}
found-some = { $all ->
    [one] { $found } document sur { $all }
   *[other] { $found } documents sur { $all }
}
found-shown = , affichés de { $first } à { $last }
finder-search = Rechercher
finder-placeholder = Titre, type, fichier ou numéro
finder-order = Ordre
finder-newest = Par date, du plus récent au plus ancien
finder-oldest = Par date, du plus ancien au plus récent
finder-changed = Derniers ajoutés en premier
finder-title = Par titre
finder-kind = Par type
finder-more = Plus de filtres
finder-any = tous
finder-from = Du
finder-until = Jusqu'au, ce jour compris
finder-openable = Seulement ce qui peut être ouvert ici
pages-earlier = Précédents
pages-more = Plus
foreign = étranger
foreign-about = Un contrat qui n'est pas l'un des quatre de ce système l'a écrit. Le journal prouve que c'est écrit, pas que c'est vrai.
upload-choose-many = Choisir des fichiers
upload-choose-one = Choisir un fichier
upload-drop-many = ou déposez-les ici. Scellés sur cette machine. Les gros fichiers conviennent.
upload-drop-one = ou déposez-le ici. Scellé sur cette machine. Les gros fichiers conviennent.
upload-add = Ajouter
upload-add-version = Ajouter comme nouvelle version
upload-needs-script = L'ajout de fichiers demande JavaScript, car un fichier est transmis en flux avec sa taille connue.
upload-recorded = Enregistré sous le numéro { $number }.
upload-added = { $count ->
    [one] { $count } document ajouté.
   *[other] { $count } documents ajoutés.
}
upload-amended = Le document { $number } est la nouvelle version du document { $old }, qui reste.
upload-paid = Ceci a été fait et payé avant qu'un envoi n'échoue.
upload-stopped = l'envoi s'est arrêté avant d'être enregistré
upload-no-length = le navigateur n'a pas indiqué la longueur du fichier
upload-no-text = ce que le navigateur a indiqué du fichier n'est pas du texte
upload-no-number = le document à remplacer n'est pas un numéro

## What the script says; # stands for a number or a name

script-copied = Copié
script-show-password = Afficher le mot de passe
script-hide-password = Masquer le mot de passe
script-title = Titre
script-kind = Type (vide : d'après le contenu)
script-date = Date concernée (vide : d'après le contenu)
script-leave-out = Retirer
script-progress = Avancement de #
script-recording = Enregistrement…
script-cancel = Annuler
script-no-answer = medink n'a pas donné de réponse lisible
script-no-answer-next = Rechargez la page.
script-cancelled = Annulé : ce qui était arrivé est jeté.
script-broke-off = La connexion s'est interrompue : rien n'en est conservé. Réessayez.
script-failed-one = Un fichier n'a pas été ajouté. La raison est indiquée sous son titre.
script-failed-two = # fichiers n'ont pas été ajoutés. La raison est indiquée sous leur titre.
script-failed-few = # fichiers n'ont pas été ajoutés. La raison est indiquée sous leur titre.
script-failed-many = # fichiers n'ont pas été ajoutés. La raison est indiquée sous leur titre.
script-failed-other = # fichiers n'ont pas été ajoutés. La raison est indiquée sous leur titre.
script-seconds = (# s)
script-picture-reading = Lecture de l'image…
script-picture-unread = Cette image n'a pas pu être lue. Choisissez-en une autre, ou collez la carte.
script-no-camera = Le navigateur ne donne pas accès à une caméra. Lisez une image, ou collez la carte.
script-camera-hold = Tenez la carte devant la caméra.
script-camera-nothing = Aucune carte n'a été vue pendant une minute. Réessayez, ou collez-la.
script-table-lost = Le tableau n'a pas pu être transmis
script-table-lost-next = Rechargez la page, choisissez à nouveau le fichier et regardez le rapport : ce qui a été enregistré reste.

## Transactions: what each did, without a full stop

receipt = { $did } : frais { $fee }, bloc { $block }
receipt-with-deposit = { $did } : frais { $fee }, { $deposit }, bloc { $block }
receipt-deposit = caution { $amount }
receipt-refund = { $amount } de cautions rendus
did-admin-propose = Proposition faite, et décidée là où une approbation suffit
did-admin-approve = Proposition approuvée
did-admin-withdraw-approval = Approbation retirée
did-admin-carry-out = Proposition exécutée
did-admin-pause = Système suspendu
did-admin-resume = Suspension levée
did-admin-register-contracts = Contrats présentés les uns aux autres
did-audit-authorize-contract = Contrat autorisé à écrire dans le journal
did-balances-transfer = Argent envoyé
did-doctor-register-doctor = Médecin enregistré
did-doctor-update-profile = Fiche d'un médecin écrite dans l'annuaire
did-doctor-replace-encryption-key = Clé de chiffrement d'un médecin remplacée
did-doctor-attest-doctor = Fiche d'un médecin vérifiée
did-doctor-withdraw-attestation = Vérification de la fiche d'un médecin retirée
did-doctor-suspend-doctor = Médecin suspendu
did-doctor-reinstate-doctor = Médecin rétabli
did-doctor-grant-access = Consentement donné
did-doctor-revoke-access = Consentement révoqué
did-doctor-rewrap-consents = Nouvelles clés remises aux médecins qui gardent un consentement
did-patient-register-patient = Patient enregistré
did-patient-update-profile = Profil d'un patient écrit
did-patient-replace-encryption-key = Clé de chiffrement d'un patient remplacée
did-patient-add-medical-record = Document ajouté
did-patient-add-medical-records = Documents ajoutés
did-patient-amend-record = Nouvelle version d'un document ajoutée
did-patient-annotate-record = Note ajoutée à un document
did-patient-reseal-records = Clés de documents changées
did-patient-erase-record = Document effacé
did-patient-log-access = Consultation inscrite au journal
did-patient-rotate-generation = Clés du patient changées
did-patient-renew-link = Lien entre les clés du patient renouvelé
