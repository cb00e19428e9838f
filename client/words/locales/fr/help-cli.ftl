### L’aide de la ligne de commande (client/cli).

## Ce que clap dit de lui-même

help-usage = Utilisation :
help-usage-options = OPTIONS
help-commands = Commandes{"\u202F"}
help-arguments = Arguments{"\u202F"}
help-options = Options{"\u202F"}
help-global-options = Options de toutes les commandes{"\u202F"}
help-default = [par défaut : { $value }]
help-env = [environnement : { $variable }]
help-values = [valeurs possibles : { $values }]
help-values-are = Valeurs possibles :
help-help = Afficher cette aide, ou celle des commandes données
help--help = Afficher l’aide : -h en bref, --help en entier
help--version = Afficher la version

## Ce qui tient lieu d’une valeur

help-value-command = COMMANDE
help-value-account = COMPTE
help-value-account-keys = COMPTE=CLÉS
help-value-address = ADRESSE
help-value-amount = MONTANT
help-value-card = CARTE
help-value-contract = CONTRAT
help-value-count-hash = NOMBRE:EMPREINTE
help-value-date = DATE
help-value-days = JOURS
help-value-dir = DOSSIER
help-value-doctor = MÉDECIN
help-value-file = FICHIER
help-value-folder = DOSSIER
help-value-key = CLÉ
help-value-kind = TYPE
help-value-language = LANGUE
help-value-length = DURÉE
help-value-minutes = MINUTES
help-value-multiaddr = MULTIADDR
help-value-n = N
help-value-name = NOM
help-value-number = NUMÉRO
help-value-numbers = NUMÉROS
help-value-order = ORDRE
help-value-output = SORTIE
help-value-patient = PATIENT
help-value-port = PORT
help-value-purpose = MOTIF
help-value-shell = SHELL
help-value-to = VERS
help-value-true-false = true|false
help-value-url = URL
help-value-value = VALEUR
help-value-vote = VOTE
help-value-when = QUAND

## Le programme, et les options de toutes les commandes

help = Des dossiers médicaux qui appartiennent à leurs patients
help-after =
    Pour commencer :
      medink up                       démarrer le nœud et le dépôt de cette machine
      medink deploy --as //Alice      déployer les quatre contrats (chaîne de développement)
      medink account new ada          créer un compte ; montrer sa carte avec : medink account show ada
    Chaque commande a sa propre aide avec un exemple : medink record add --help
help--as = Le compte qui agit : un nom du portefeuille, son adresse, ou //Alice et les siens sur une chaîne de développement
help--passphrase-file = Lire le mot de passe sur la première ligne de ce fichier (ou /dev/fd/N) au lieu de le demander
help--profile = Le profil de connexion du fichier de configuration : embedded, local, ou le vôtre
help--node = Le nœud à qui parler (ws:// sur cette machine, wss:// ailleurs), à la place de celui du profil
help--ipfs = Le démon IPFS où garder les documents (son RPC, comme http://127.0.0.1:5001), ou embedded, à la place des dépôts du profil
help--ipfs-credentials-file = Le fichier avec les identifiants de ce démon : bearer:TOKEN ou basic:USER:PASSWORD, lisible par son seul propriétaire
help--wait = Attendre qu’une transaction soit dans un bloc (l’usage sur une chaîne de développement), ou que ce bloc soit final (sur les autres)
help--wait-is-included = Jusqu’à ce qu’elle soit dans un bloc
help--wait-is-finalized = Jusqu’à ce que son bloc soit final
help--tip = Payer ce supplément pour chaque transaction, dans le jeton de la chaîne, pour être servi en premier
help--deposit-limit = Ne rien soumettre qui demande une caution de stockage plus élevée, dans le jeton de la chaîne
help--dry-run = Ne rien soumettre, déposer ni changer ; montrer quelles transactions il faudrait et ce qu’elles coûteraient
help--yes = Répondre oui à toutes les questions, sauf pour les mots de passe ; ce qui peut être omis, comme un titre, n’est pas demandé
help--verbose = Montrer sur l’erreur standard ce qui se passe ; deux fois, ce qui est demandé à la chaîne, au dépôt et au portefeuille et combien de temps cela prend
help--verbose-long = MEDINK_LOG le dit plus finement, comme medink_chain=debug,medink_store=info. Les lignes ont des adresses, des empreintes, des tailles et des durées, et rien que des personnes aient écrit.
help--quiet = Ne montrer ni progression ni remarques, seulement le résultat et ce qui échoue
help--wide = Montrer les tableaux entiers, si étroit que soit le terminal
help--lang = La langue de l’aide, des questions, des réponses et des erreurs [par défaut : celle de l’environnement (LC_ALL, LC_MESSAGES, LANG), sinon l’anglais]
help--lang-is-en = Anglais
help--lang-is-fr = Français
help--lang-is-ar = Arabe
help--json = Afficher un objet JSON, pour des programmes

## medink up

help-up = Démarrer le nœud et le dépôt de cette machine
help-up-long = Le nœud garde une chaîne de développement à lui, ou fait partie du réseau pour lequel medink network join a préparé cette machine.
help-up-after =
    Exemples :
      medink up
      medink up --validator
help-up--port = Le port pour le RPC du nœud ; 0 pour un port libre. Le dernier est retenu. Un nœud qui tourne garde le sien
help-up--validator = Dans un réseau : faire des blocs et voter, dès que les hôpitaux ont admis celui-ci ; false pour suivre seulement. C’est retenu [au début : false]
help-up--peer-port = Dans un réseau : le port sur lequel répondre aux nœuds d’autres hôpitaux. Il est retenu [au début : 30333]

## medink down

help-down = Arrêter le nœud de cette machine ; ses données restent
help-down-after =
    Exemple :
      medink down

## medink status

help-status = Montrer le nœud, le dépôt, le déploiement et les envois en cours
help-status-after =
    Exemple :
      medink status --json

## medink check, backup, restore

help-check = Examiner chaque partie de cette machine : ce qui ne va pas, et que faire
help-check-long = Nœud, déploiement, dépôts, comptes, envois en attente, références, et ce dont cette machine se souvient. Ce qui ne va pas dans une partie n’empêche pas d’examiner les autres.
help-check-after =
    Exemples :
      medink check --as ada
      medink check --repair --as ada
      medink check --whole --json

    Une réparation démarre le nœud de cette machine, termine ou nettoie ce qui a été interrompu, ferme des fichiers aux autres, supprime ce qui est resté à moitié écrit, refait index et références, et apporte du contenu depuis d’autres dépôts du profil. Elle ne supprime rien dont quelqu’un peut encore avoir besoin.

    Les clés du compte, ses envois en attente et sa mémoire sont examinés quand il est ouvert : un mot de passe est demandé, ou vient de --passphrase-file. Le code de sortie est 7 si quelque chose ne va pas, et 0 si tout va bien ou a été réparé.
help-check--repair = Réparer ce qui peut l’être sans dommage
help-check--whole = Vérifier l’empreinte de chaque bloc des documents du compte, et chercher des références qu’aucun document n’a. Prend plus de temps
help-check--bundles = Le dossier avec les bundles admin/, audit/, doctor/ et patient/ [par défaut : ink/ à côté ou au-dessus du programme]
help-backup = Écrire comptes, déploiements, configuration, envois en attente, mémoire et index de cette machine dans un seul fichier chiffré
help-backup-after =
    Exemples :
      medink backup machine.backup
      medink backup --with-store machine.backup
      medink backup - --backup-passphrase-file p | ssh elsewhere 'cat > machine.backup'

    D’autres programmes medink peuvent continuer pendant ce temps. Le fichier est relu en entier avant de recevoir son nom. Son mot de passe est demandé deux fois ; sans lui, personne n’ouvre la sauvegarde. Qui a les deux a la machine : les fichiers de clé restent chiffrés sous leurs propres mots de passe, et tout le reste est ouvert. La chaîne du nœud n’y est pas.
help-backup--file = Où l’écrire, ou - pour la sortie standard, qui n’est pas un terminal
help-backup--with-store = Aussi le contenu du dépôt de cette machine
help-backup--backup-passphrase-file = Lire le mot de passe de la sauvegarde sur la première ligne de ce fichier (ou /dev/fd/N) au lieu de le demander
help-restore = Restaurer une sauvegarde dans les dossiers de cette machine
help-restore-long = Rien n’est écrit par-dessus ce qui est là : un fichier au même contenu est passé, et tout autre est refusé avant que le premier soit écrit. Une restauration interrompue est donc refaite et reprend.
help-restore-after =
    Exemples :
      medink restore machine.backup
      medink restore --verify machine.backup

    La sauvegarde est lue jusqu’à sa fin avant que rien n’en soit utilisé : coupée ou modifiée, elle est refusée.
help-restore--file = La sauvegarde ; avec --verify aussi - pour l’entrée standard
help-restore--verify = Ne rien écrire : la lire en entier, et comparer chaque fichier à son empreinte
help-restore--backup-passphrase-file = Lire le mot de passe de la sauvegarde sur la première ligne de ce fichier (ou /dev/fd/N) au lieu de le demander

## medink deploy

help-deploy = Envoyer, mettre en place, relier et autoriser les quatre contrats ; reprend là où c’était interrompu
help-deploy-after =
    Exemple :
      medink deploy --as //Alice
      medink deploy --profile clinic --as anna --admin 5F... --quorum 2
      medink deploy --check
help-deploy--check = Ne rien déployer : comparer ce qui est sur la chaîne avec les bundles, et les contrats entre eux
help-deploy--bundles = Le dossier avec les bundles admin/, audit/, doctor/ et patient/ [par défaut : ink/ à côté ou au-dessus du programme]
help-deploy--self-registration = Laisser les patients s’enregistrer eux-mêmes
help-deploy--longest-consent-days = Consentement le plus long, en jours (1 à 3653) [par défaut : 366]
help-deploy--admin = Un autre administrateur à côté de celui qui déploie ; peut être donné plusieurs fois
help-deploy--quorum = Combien d’administrateurs doivent approuver ce qui peut nuire à tous, au plus autant qu’il y en a
help-deploy--upgrade-notice = Combien de temps un nouveau code doit être annoncé, avec son unité, comme 7d ou 36h [par défaut : 7d]

## medink invite

help-invite = Écrire le fichier de déploiement pour les autres, qui rejoignent le système avec
help-invite-long = Qui a le fichier peut utiliser le système et lire l’annuaire des médecins : ne le donnez à personne d’autre. Il n’ouvre rien d’un patient, et ne donne aucun droit d’écrire quoi que ce soit : les droits viennent d’un administrateur.
help-invite-after =
    Exemple :
      medink invite --output clinic.json
help-invite--output = Où l’écrire

## medink join

help-join = Rejoindre un système que d’autres ont déployé, avec le fichier de déploiement donné par un administrateur
help-join-long = Le nœud doit être de la chaîne du fichier : nommez-en un avec --node ou --profile. Les contrats qui s’y trouvent sont comparés au fichier avant que rien ne soit gardé.
help-join-after =
    Exemple :
      medink join clinic.json --profile clinic
help-join--file = Le fichier de déploiement ; `-` pour l’entrée standard

## medink account

help-account = Les comptes de cette machine
help-account-new = Créer un compte ; ses mots de récupération sont montrés une fois
help-account-new-after =
    Exemple :
      medink account new ada
help-account-new--name = Comment l’appeler sur cette machine. Cela nomme un fichier : n’utilisez pas le nom d’un patient
help-account-import = Importer des mots de récupération ou un fichier JSON de Polkadot.js
help-account-import-after =
    Exemples :
      medink account import ada                    demande les mots
      medink account import ada --from ada.json    un fichier de compte Polkadot.js
help-account-import--name = Comment l’appeler sur cette machine
help-account-import--from = Lire les mots ou le JSON dans ce fichier, ou - pour l’entrée standard
help-account-list = Lister les comptes de cette machine
help-account-list-after =
    Exemple :
      medink account list
help-account-show = Montrer l’adresse, la carte d’enregistrement, les rôles et le solde d’un compte
help-account-show-after =
    Exemple :
      medink account show ada

    La carte est ce dont un administrateur a besoin pour enregistrer le compte. Elle ne contient rien de secret.
help-account-show--account = Le compte [par défaut : celui qui agit]
help-account-show--card = Afficher seulement la carte
help-account-export = Écrire un compte comme fichier JSON chiffré de Polkadot.js
help-account-export-after =
    Exemple :
      medink account export ada --output ada.json
help-account-export--account = Le compte
help-account-export--output = Où l’écrire
help-account-fund = Envoyer un solde à un compte, pour qu’il puisse payer frais et cautions
help-account-fund-after =
    Exemple :
      medink account fund ada 100 --as //Alice
help-account-fund--to = Qui le reçoit : un nom, une adresse, ou //Bob
help-account-fund--amount = Combien, dans le jeton de la chaîne, comme 12.5
help-account-new-key = Remplacer la clé de chiffrement, comme médecin, patient ou les deux, par la suivante
help-account-new-key-after =
    Exemple :
      medink account new-key --as house

    Le compte et ses mots de récupération restent, et ouvrent tout comme avant. Ce que d’autres scellent pour le compte l’est dès lors pour la nouvelle clé ; les patients scellent de nouveau leurs consentements à leur prochaine utilisation.
help-account-rename = Appeler un compte autrement sur cette machine
help-account-rename-after =
    Exemple :
      medink account rename ada ada-home

    Le compte reste ce qu’il est. Les profils du fichier de configuration qui le nomment reçoivent le nouveau nom.
help-account-rename--account = Le compte
help-account-rename--name = Comment l’appeler désormais
help-account-passphrase = Chiffrer le fichier de clé d’un compte sous un autre mot de passe
help-account-passphrase-after =
    Exemple :
      medink account passphrase ada

    Les copies du fichier de clé faites auparavant s’ouvrent encore avec l’ancien.
help-account-passphrase--account = Le compte
help-account-passphrase--new-passphrase-file = Lire le nouveau mot de passe sur la première ligne de ce fichier (ou /dev/fd/N) au lieu de le demander
help-account-remove = Supprimer un compte de cette machine ; sans ses mots de récupération ou un fichier exporté, il est perdu
help-account-remove-after =
    Exemple :
      medink account remove old-ada

    La chaîne connaît le compte comme avant. Ses mots de récupération, ou un fichier de `medink account export`, le ramènent. Sans les uns ni l’autre, tout ce que seul ce compte ouvre est perdu, et personne ne peut aider.
help-account-remove--account = Le compte

## medink admin

help-admin = Gouverner : enregistrer des personnes, administrateurs, pause
help-admin-add = Proposer de faire d’un compte un administrateur ; fait aussitôt là où une approbation suffit
help-admin-add-after =
    Exemple :
      medink admin add 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --as //Alice
help-admin-add--account = Le compte
help-admin-remove = Proposer de retirer le rôle d’administrateur ; le dernier administrateur reste
help-admin-remove-after =
    Exemple :
      medink admin remove //Bob --as //Alice
help-admin-remove--account = Le compte
help-admin-list = Lister les administrateurs
help-admin-list-after =
    Exemple :
      medink admin list
help-admin-register-doctor = Enregistrer un médecin par sa carte d’enregistrement
help-admin-register-doctor-after =
    Exemple :
      medink admin register-doctor doctor.card --details doctor.json --as //Alice

    doctor.json : {"{"}"name": "...", "specialty": "..."{"}"} ; autres champs : organization, identifier, phone, email, languages
help-admin-register-doctor--card = La carte d’enregistrement (medink account show) : son texte, un fichier qui la contient, ou - pour l’entrée standard
help-admin-register-doctor--details = Le profil en JSON : un fichier, ou - pour l’entrée standard ; scellé avant de quitter cette machine
help-admin-register-doctor--fund = Envoyer ce solde avec, dans le jeton de la chaîne
help-admin-register-patient = Enregistrer un patient par sa carte d’enregistrement ; le profil est scellé pour le patient
help-admin-register-patient-after =
    Exemple :
      medink admin register-patient patient.card --details patient.json --fund 100 --as //Alice

    patient.json : {"{"}"name": "...", "birth_date": "..."{"}"} ; autres champs : gender, identifier, phone, email, address, emergency_contact, allergies, blood_group
help-admin-register-patient--card = La carte d’enregistrement (medink account show) : son texte, un fichier qui la contient, ou - pour l’entrée standard
help-admin-register-patient--details = Le profil en JSON : un fichier, ou - pour l’entrée standard ; scellé avant de quitter cette machine
help-admin-register-patient--fund = Envoyer ce solde avec, dans le jeton de la chaîne
help-admin-suspend = Suspendre un médecin
help-admin-suspend-after =
    Exemple :
      medink admin suspend //Bob --as //Alice
help-admin-suspend--doctor = Le médecin
help-admin-reinstate = Rétablir un médecin suspendu
help-admin-reinstate-after =
    Exemple :
      medink admin reinstate //Bob --as //Alice
help-admin-reinstate--doctor = Le médecin
help-admin-attest = Attester ce que dit le profil d’un médecin ; l’attestation tombe quand le profil change
help-admin-attest-after =
    Exemple :
      medink admin attest 5F... --as //Alice
help-admin-attest--doctor = Le médecin
help-admin-withdraw-attestation = Retirer l’attestation du profil d’un médecin
help-admin-withdraw-attestation-after =
    Exemple :
      medink admin withdraw-attestation 5F... --as //Alice
help-admin-withdraw-attestation--doctor = Le médecin
help-admin-proposals = Lister ce qui a été proposé, le plus récent d’abord : quoi, par qui, avec combien d’approbations, jusqu’à quand
help-admin-proposals-after =
    Exemple :
      medink admin proposals --last 5
help-admin-proposals--last = Combien au plus
help-admin-approve = Approuver une proposition ; elle est exécutée avec la dernière approbation qu’il lui faut
help-admin-approve-after =
    Exemple :
      medink admin approve 3 --as //Bob
help-admin-approve--number = Le numéro de la proposition
help-admin-withdraw = Retirer son approbation d’une proposition
help-admin-withdraw-after =
    Exemple :
      medink admin withdraw 3 --as //Bob
help-admin-withdraw--number = Le numéro de la proposition
help-admin-carry-out = Exécuter ce qui a les approbations qu’il lui faut : une mise à jour dont le préavis est écoulé, ou ce qu’un quorum abaissé a laissé en attente
help-admin-carry-out-after =
    Exemple :
      medink admin carry-out 3 --as //Alice
help-admin-carry-out--number = Le numéro de la proposition
help-admin-authorize = Proposer de laisser un autre contrat écrire dans le journal ; ses entrées sont montrées comme étrangères
help-admin-authorize-after =
    Exemple :
      medink admin authorize 5F... --as //Alice
help-admin-authorize--contract = L’adresse du contrat
help-admin-deauthorize = Proposer de retirer à un contrat le droit d’écrire dans le journal
help-admin-deauthorize-after =
    Exemple :
      medink admin deauthorize 5F... --as //Alice
help-admin-deauthorize--contract = L’adresse du contrat
help-admin-upgrade = Proposer un nouveau code pour un contrat ; il est annoncé à tous avant de pouvoir être exécuté
help-admin-upgrade-after =
    Exemple :
      medink admin upgrade audit --code audit.contract --as //Alice

    Le code est envoyé là où la chaîne ne l’a pas.
help-admin-upgrade--contract = Quel contrat
help-admin-upgrade--contract-is-admin = Qui gouverne
help-admin-upgrade--contract-is-audit = Le journal
help-admin-upgrade--contract-is-doctor = L’annuaire des médecins et les consentements
help-admin-upgrade--contract-is-patient = Les patients et leurs documents
help-admin-upgrade--code = Le bundle avec le nouveau code
help-admin-pause = Refuser les changements pendant trois jours au plus, mais non ce qui retire l’accès
help-admin-pause-after =
    Exemple :
      medink admin pause --as //Alice

    Jamais en pause : révoquer un consentement, changer des clés, effacer un document, suspendre un médecin.
help-admin-resume = Mettre fin à une pause
help-admin-resume-after =
    Exemple :
      medink admin resume --as //Alice

## medink doctor

help-doctor = Les médecins : l’annuaire, son propre profil, ses patients
help-doctor-list = Lister l’annuaire
help-doctor-list-after =
    Exemple :
      medink doctor list
help-doctor-show = Montrer un médecin de l’annuaire
help-doctor-show-after =
    Exemple :
      medink doctor show //Bob
help-doctor-show--doctor = Le médecin [par défaut : le compte qui agit]
help-doctor-update = Écrire son propre profil dans l’annuaire
help-doctor-update-after =
    Exemple :
      medink doctor update --details me.json --as house
help-doctor-update--details = Le profil en JSON : un fichier, ou - pour l’entrée standard [par défaut : demande]
help-doctor-patients = Lister les patients qui ont donné un consentement, avec l’étendue et le temps qui reste
help-doctor-patients-after =
    Exemple :
      medink doctor patients --as house

## medink patient

help-patient = Les patients : enregistrement et profil
help-patient-register = S’enregistrer soi-même, là où les paramètres le permettent
help-patient-register-after =
    Exemple :
      medink patient register --details me.json --as ada
help-patient-register--details = Le profil en JSON : un fichier, ou - pour l’entrée standard [par défaut : demande]
help-patient-show = Montrer son propre profil, ou celui d’un patient comme médecin avec consentement (ce qui est journalisé)
help-patient-show-after =
    Exemple :
      medink patient show --as ada
help-patient-show--patient = Le patient [par défaut : le compte qui agit]
help-patient-update = Écrire son propre profil
help-patient-update-after =
    Exemple :
      medink patient update --details me.json --as ada
help-patient-update--details = Le profil en JSON : un fichier, ou - pour l’entrée standard [par défaut : demande]

## medink record

help-record = Les documents médicaux
help-record-add = Sceller et déposer des fichiers et les enregistrer
help-record-add-after =
    Exemples :
      medink record add scan.dcm --as ada
      medink record add a.pdf b.pdf --patient 5F... --as house
      medink record add - --details about.json --as ada     lit l’entrée standard

    L’entrée standard et les tubes sont lus en mémoire, jusqu’à 64 Mio, et demandent un titre. Les détails sont un objet JSON {"{"}"title": "...", "kind": "...", "date": "2024-05-31"{"}"} ; types : document, imaging, laboratory, diagnosis, treatment-plan, medication, ou un mot à vous. Sans eux medink les demande, ou prend le nom du fichier.
help-record-add--files = Les fichiers ; ou un tube, ou - pour l’entrée standard
help-record-add--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : le compte qui agit]
help-record-add--details = Titre et type en JSON : un fichier, ou - pour l’entrée standard ; pour un seul fichier
help-record-list = Lister les documents
help-record-list-after =
    Exemple :
      medink record list --as ada
help-record-list--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : le compte qui agit]
help-record-list--titles = Comme médecin : montrer aussi les titres. Cela les ouvre, et est journalisé comme consultation
help-record-search = Trouver des documents par mots, type, auteur et date. Les versions ultérieures sont trouvées avec le document
help-record-search-after =
    Exemples :
      medink record search --as ada
      medink record search --details wanted.json --from 2024 --order oldest --as ada
      medink record search --details - --patient 5F... --titles --as house     lit l’entrée standard

    Ce que quelqu’un cherche dit quelque chose de sa santé, et tout programme de la machine peut lire une ligne de commande : c’est pourquoi mots, type et auteur sont demandés, ou viennent d’un fichier ou de l’entrée standard, comme objet JSON {"{"}"words": "...", "kind": "...", "author": "..."{"}"} ou comme simples mots. Chaque mot doit être dans le titre, le type ou le nom du fichier ; #3 est le document 3. Un auteur est un nom ou une adresse. Rien de dit, dans une entrée vide ou avec -y, trouve tout.

    Un médecin trouve mots et types avec --titles, ce qui est journalisé comme consultation.
help-record-search--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : le compte qui agit]
help-record-search--details = Mots, type et auteur : un fichier, ou - pour l’entrée standard [par défaut : demande]
help-record-search--from = Pas avant cette année, ce mois ou ce jour, comme 2024, 2024-05 ou 2024-05-31 : la date dont parle un document, ou le jour de son ajout quand il n’en dit pas
help-record-search--until = Pas après cette année, ce mois ou ce jour, tout entier compris
help-record-search--openable = Seulement ce qui s’ouvre ici : dont le titre est connu et le contenu dans ce dépôt
help-record-search--order = Dans quel ordre
help-record-search--order-is-newest = Par date, le plus récent devant
help-record-search--order-is-oldest = Par date, le plus ancien devant
help-record-search--order-is-changed = Ce qui a été ajouté ou changé en dernier devant
help-record-search--order-is-title = Par titre
help-record-search--order-is-kind = Par type, puis le plus récent devant
help-record-search--start = Omettre autant des premiers
help-record-search--limit = Combien au plus
help-record-search--titles = Comme médecin : regarder aussi les titres. Cela les ouvre, et est journalisé comme consultation
help-record-get = Ouvrir un document ; celui d’un autre est journalisé d’abord
help-record-get-after =
    Exemples :
      medink record get 3 --output scan.dcm --as ada
      medink record get 3 --output - --patient 5F... --as house | less
help-record-get--number = Le numéro du document
help-record-get--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : le compte qui agit]
help-record-get--output = Où l’écrire, ou - pour la sortie standard
help-record-get--force = Remplacer un fichier qui est déjà là
help-record-amend = Ajouter une nouvelle version d’un document ; l’ancienne reste
help-record-amend-after =
    Exemples :
      medink record amend 3 scan-corrected.dcm --as ada
      medink record amend 3 - --details about.json --as ada     lit l’entrée standard
help-record-amend--number = Le numéro du document
help-record-amend--file = Le fichier, un tube, ou - pour l’entrée standard
help-record-amend--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : le compte qui agit]
help-record-amend--details = Titre et type en JSON : un fichier, ou - pour l’entrée standard
help-record-rename = Donner à un document un autre titre, type ou date : une nouvelle version au contenu identique, signée par vous ; l’ancienne reste
help-record-rename-after =
    Exemples :
      medink record rename 3 --as ada
      medink record rename 3 --details about.json --as ada
      medink record rename 7 --details - --patient 5F... --as house     lit l’entrée standard

    Les détails sont un objet JSON avec ce qui doit changer : {"{"}"title": "...", "kind": "...", "date": "2024-05-31"{"}"}. Sans eux medink demande en montrant ce qu’il y a, qu’Entrée conserve, ou lit l’entrée standard quand ce n’est pas un terminal. Pour le patient, et pour les médecins ce qu’ils ont écrit eux-mêmes : cela est journalisé comme consultation.
help-record-rename--number = Le numéro du document
help-record-rename--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : le compte qui agit]
help-record-rename--details = Titre, type et date en JSON : un fichier, ou - pour l’entrée standard
help-record-export-all = Écrire tous vos documents, votre profil, vos consentements et le journal qui vous concerne dans une archive qui s’ouvre sans medink
help-record-export-all-after =
    Exemples :
      medink record export-all --output my-records.zip --as ada
      medink record export-all --encrypt --output my-records.zip --as ada

    L’archive est un ZIP ; sa page index.html dit ce qu’elle contient, et ce qu’elle ne contient pas et pourquoi. Avec --encrypt elle est chiffrée en AES-256, comme 7-Zip, WinZip, Keka, Ark et d’autres l’ouvrent, et contient un autre ZIP : les noms de vos documents sont scellés eux aussi. Le mot de passe a au moins 20 caractères : qui trouve le fichier peut essayer vite des mots de passe. Sans lui personne n’ouvre l’archive.

    Rien n’est journalisé : les documents sont les vôtres. Sans --encrypt, quiconque obtient le fichier peut le lire.
help-record-export-all--output = Où l’écrire, ou - pour la sortie standard, si elle n’est pas un terminal
help-record-export-all--encrypt = La chiffrer sous un mot de passe à elle, demandé deux fois
help-record-export-all--archive-password-file = Lire le mot de passe de l’archive sur la première ligne de ce fichier (ou /dev/fd/N) au lieu de le demander
help-record-export-all--force = Remplacer un fichier qui est déjà là
help-record-erase = Effacer un document : sa clé et sa place quittent la chaîne, son contenu ce dépôt. Le journal garde la trace de l’effacement
help-record-erase-after =
    Exemple :
      medink record erase 3 -y --as ada
help-record-erase--number = Le numéro du document

## medink note

help-note = Les notes d’un médecin
help-note-add = Écrire une note dans les documents d’un patient, en FHIR R4
help-note-add-after =
    Exemple :
      medink note add --patient 5F... --kind diagnosis --details note.json --as house

    note.json : {"{"}"title": "...", "text": "...", "code": "http://hl7.org/fhir/sid/icd-10|E11.9"{"}"} ; un médicament peut avoir un "dosage". Seul "title" est nécessaire. Sans --details medink demande.
help-note-add--patient = Le patient : un nom, une adresse, ou //Charlie
help-note-add--kind = Quelle sorte de note
help-note-add--kind-is-diagnosis = Condition de FHIR
help-note-add--kind-is-treatment-plan = CarePlan de FHIR
help-note-add--kind-is-medication = MedicationRequest de FHIR
help-note-add--details = La note en JSON : un fichier, ou - pour l’entrée standard [par défaut : demande]
help-note-add--amends = Le document de sa propre main que cette note remplace
help-note-add--about = Le document auquel cette note se rapporte, quel qu’en soit l’auteur : la note se tient à côté

## medink consent

help-consent = Les consentements que des patients donnent à des médecins
help-consent-grant = Donner un consentement à un médecin ; un second au même médecin remplace le premier
help-consent-grant-after =
    Exemples :
      medink consent grant 5F... --whole-history --until 30d --as ada
      medink consent grant 5F... --records 1,4 --purpose hresch --until 2027-03-31 --as ada
help-consent-grant--doctor = Le médecin : un nom, une adresse, ou //Bob
help-consent-grant--whole-history = Tout, passé et à venir
help-consent-grant--records = Des documents isolés par numéro, 32 au plus (le profil, qui les accompagne, compte)
help-consent-grant--without-profile = Avec --records : laisser le profil de côté
help-consent-grant--purpose = Pourquoi
help-consent-grant--purpose-is-treat = Soins
help-consent-grant--purpose-is-etreat = Soins d’urgence
help-consent-grant--purpose-is-caremgt = Coordination des soins
help-consent-grant--purpose-is-hpaymt = Paiement des soins
help-consent-grant--purpose-is-hoperat = Gestion du cabinet
help-consent-grant--purpose-is-hresch = Recherche médicale
help-consent-grant--purpose-is-pubhlth = Santé publique
help-consent-grant--purpose-is-patrqt = À la demande du patient
help-consent-grant--from = À partir de quand : une date, une date et une heure, ou un délai à partir de maintenant comme 2h ou 3d [par défaut : maintenant]
help-consent-grant--until = Jusqu’à quand : une date (ce jour entier compris, en heure locale), une date et une heure, ou un délai à partir de maintenant comme 2h ou 30d
help-consent-revoke = Retirer un consentement et changer les clés
help-consent-revoke-after =
    Exemple :
      medink consent revoke 5F... --as ada

    Les clés du médecin n’ouvrent rien de ce qui est écrit dès lors. Ce que le médecin a déjà vu, il l’a vu.
help-consent-revoke--doctor = Le médecin : un nom, une adresse, ou //Bob
help-consent-revoke--reencrypt = Donner aussi aux documents passés de nouvelles clés et de nouvelles places ; reprend là où c’était interrompu
help-consent-list = Lister les consentements que l’on a donnés
help-consent-list-after =
    Exemple :
      medink consent list --as ada

## medink audit

help-audit = Le journal
help-audit-list = Montrer les entrées les plus récentes
help-audit-list-after =
    Exemple :
      medink audit list --last 20 --subject 5F...
help-audit-list--actor = Seulement ce que ce compte a fait
help-audit-list--subject = Seulement ce qui a été fait au sujet de ce compte
help-audit-list--last = Combien au plus
help-audit-accesses = Montrer qui a ouvert les documents et le profil d’un patient, le plus récent d’abord : tout cela, et rien d’autre
help-audit-accesses-after =
    Exemples :
      medink audit accesses --as ada
      medink audit accesses --patient 5F... --start 50
help-audit-accesses--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : le compte qui agit]
help-audit-accesses--start = Omettre autant des plus récentes
help-audit-accesses--last = Combien au plus
help-audit-export = Écrire le journal entier en lignes JSON
help-audit-export-after =
    Exemple :
      medink audit export --output log.jsonl
help-audit-export--output = Où l’écrire, ou - pour la sortie standard
help-audit-export--force = Remplacer un fichier qui est déjà là
help-audit-verify = Recalculer la chaîne d’empreintes d’un export et la comparer avec la chaîne, ou avec une tête qui a été notée
help-audit-verify-after =
    Exemples :
      medink audit verify log.jsonl
      medink audit verify log.jsonl --head 120:5e1f...
      medink audit verify -               le lit sur l’entrée standard

    Avec --head, ni nœud, ni déploiement, ni fichier de configuration n’est nécessaire. Le code de sortie est 7 si l’export n’est pas le journal, et si un contrat qui n’est pas l’un des quatre du déploiement y a écrit.
help-audit-verify--file = L’export, ou - pour l’entrée standard
help-audit-verify--head = Le nombre d’entrées et l’empreinte de la dernière, comme ils ont été notés ; aucun nœud n’est alors interrogé
help-audit-verify--allow-foreign = Accepter les entrées écrites par des contrats étrangers ; elles sont signalées tout de même

## medink store

help-store = Où les documents sont gardés : copies dans plusieurs dépôts, vérifications, réparations, ramassage
help-store-push = Copier des documents du dépôt de cette machine vers un démon IPFS, et les y épingler. Ce qui y est déjà est passé, si bien qu’une copie interrompue reprend
help-store-push-after =
    Exemple :
      medink store push --ipfs http://127.0.0.1:5001
help-store-push--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : tous ceux auxquels la chaîne se réfère]
help-store-push--recheck = Vérifier aussi l’empreinte de ce qui est déjà là, et remplacer ce qui est endommagé ; sinon sa taille suffit pour passer
help-store-pull = Copier des documents d’un démon IPFS vers le dépôt de cette machine. Ce qui y est déjà est passé
help-store-pull-after =
    Exemple :
      medink store pull --ipfs http://127.0.0.1:5001
help-store-pull--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : tous ceux auxquels la chaîne se réfère]
help-store-pull--recheck = Vérifier aussi l’empreinte de ce qui est déjà là, et remplacer ce qui est endommagé ; sinon sa taille suffit pour passer
help-store-verify = Vérifier l’empreinte de tout ce à quoi la chaîne se réfère, dans chaque dépôt, et nommer ce qui manque ou est endommagé
help-store-verify-after =
    Exemple :
      medink store verify --patient ada

    Le code de sortie est 7 si un document manque ou est endommagé dans un dépôt, et s’il ne peut pas être lu du tout.
help-store-verify--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : tous ceux auxquels la chaîne se réfère]
help-store-gc = Supprimer ce qu’aucune épingle ne garde, dans chaque dépôt. Sur un démon IPFS, c’est son propre ramassage : ce que d’autres programmes ont laissé sans épingle part aussi
help-store-gc-after =
    Exemple :
      medink store gc
help-store-status = Montrer ce que chaque dépôt a de tout ce à quoi la chaîne se réfère, et quels documents sont dans trop peu de dépôts
help-store-status-after =
    Exemples :
      medink store status
      medink store status --start 50 --json

    Le code de sortie est 7 si un document est dans moins de dépôts que le copies du profil, sinon 5 si un dépôt est injoignable. Les octets ne sont pas vérifiés : medink store verify le fait.
help-store-status--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : tous ceux auxquels la chaîne se réfère]
help-store-status--start = Des documents qui manquent à un dépôt, en omettre autant
help-store-status--limit = Combien de ceux-ci au plus, jusqu’à 1000
help-store-repair = Apporter à chaque dépôt du profil ce qui lui manque, depuis un autre qui l’a. Ce qui y est déjà est passé, si bien qu’une réparation interrompue reprend
help-store-repair-after =
    Exemples :
      medink store repair
      medink store repair --recheck

    Le code de sortie est 7 si un document n’a pas pu être obtenu pour un dépôt.
help-store-repair--patient = De qui sont les documents : un nom, une adresse, ou //Charlie [par défaut : tous ceux auxquels la chaîne se réfère]
help-store-repair--recheck = Vérifier aussi l’empreinte de ce qui est déjà là, et remplacer ce qui est endommagé ; sinon sa taille suffit pour passer
help-store-serve = Suivre la chaîne, et garder tout ce à quoi elle se réfère dans le premier dépôt du profil, jusqu’à Ctrl-C : pour un service à côté du dépôt d’un hôpital
help-store-serve-after =
    Exemples :
      medink store serve --profile clinic
      medink store serve --peers --profile clinic

    Le contenu vient des autres dépôts du profil. Ce qui a été effacé est abandonné. Les pannes du nœud et des dépôts sont attendues.
help-store-serve--peers = Faire aussi chercher le contenu par le démon IPFS du premier dépôt auprès de ses pairs : dans un réseau privé seulement, car dans un réseau public il dirait à des inconnus ce qu’il cherche
help-store-new-swarm = Écrire une nouvelle clé d’un réseau privé de démons IPFS (swarm.key), que chacun d’eux reçoit
help-store-new-swarm-after =
    Exemple :
      medink store new-swarm swarm.key
help-store-new-swarm--file = Où l’écrire ; rien ne doit s’y trouver

## medink network

help-network = Une chaîne que plusieurs hôpitaux tiennent ensemble
help-network-new = Commencer un réseau : faire les clés de cet hôpital et le fichier avec lequel les autres hôpitaux le rejoignent
help-network-new-long = Les hôpitaux présents dès le début sont nommés avec --hospital ; chacun fait d’abord ses clés, avec medink-node keys. Tout l’argent qu’il y aura jamais appartient aux hôpitaux du début.
help-network-new-after =
    Exemple :
      medink network new clinics.json --name Clinics --as clinic \
        --reached-at /dns/node.clinic.example/tcp/30333
help-network-new--output = Où écrire le fichier pour les autres
help-network-new--name = Comment les portefeuilles et les pages appellent le réseau
help-network-new--hospital = Un autre hôpital du début : son compte, `=`, et les clés de son nœud ; peut être donné plusieurs fois
help-network-new--reached-at = Où les autres atteignent le nœud de cet hôpital, comme /dns/node.clinic.example/tcp/30333 ; peut être donné plusieurs fois
help-network-new--folder = Le dossier sur lequel le nœud doit tourner [par défaut : network/ dans celui de medink]
help-network-join = Se préparer à rejoindre un réseau avec son fichier : faire les clés de cet hôpital, et garder le fichier à côté d’elles
help-network-join-after =
    Exemple :
      medink network join clinics.json
help-network-join--file = Le fichier qu’un hôpital du réseau a donné
help-network-join--folder = Le dossier sur lequel le nœud doit tourner [par défaut : network/ dans celui de medink]
help-network-status = Montrer les pairs et le disque du nœud, le retard de la finalité, qui fait des blocs et qui en manque
help-network-status-long = Elle regarde les 300 blocs les plus récents au plus, et pas plus loin que le dernier changement de ceux qui les font.
help-network-status-after =
    Exemple :
      medink network status --profile local

    Le code de sortie est 3 pour une chaîne qu’aucun groupe d’hôpitaux ne tient.
help-network-motions = Montrer ce que votent les hôpitaux
help-network-motions-after =
    Exemple :
      medink network motions
help-network-propose = Déposer une motion, et voter pour elle. Un hôpital seul décide aussitôt
help-network-propose-join = Qu’un compte devienne un hôpital du réseau
help-network-propose-join-after =
    Exemple :
      medink network propose join 5F... --as clinic
help-network-propose-join--account = Le compte de l’hôpital : un nom du portefeuille ou une adresse
help-network-propose-leave = Qu’un compte ne soit plus un hôpital du réseau
help-network-propose-leave-after =
    Exemple :
      medink network propose leave 5F... --as clinic
help-network-propose-leave--account = Le compte de l’hôpital : un nom du portefeuille ou une adresse
help-network-propose-upgrade = Qu’un fichier devienne le runtime ; carry-out le remet quand c’est décidé
help-network-propose-upgrade-after =
    Exemple :
      medink network propose upgrade runtime.wasm --as clinic
help-network-propose-upgrade--file = Le runtime, tel que medink-node runtime --output l’écrit
help-network-propose-call = Qu’un appel soit exécuté avec le droit le plus élevé du runtime ; carry-out le remet quand c’est décidé
help-network-propose-call-after =
    Exemple :
      medink network propose call call.txt --as clinic
help-network-propose-call--file = L’appel tel que Polkadot.js Apps le montre sous « encoded call data » : 0x et des chiffres hexadécimaux ; - pour l’entrée standard
help-network-vote = Voter sur une motion, ou changer son vote
help-network-vote-after =
    Exemple :
      medink network vote 4 yes --as clinic
help-network-vote--number = Le numéro de la motion
help-network-vote--vote = Oui (yes) ou non (no)
help-network-vote--vote-is-yes = Pour
help-network-vote--vote-is-no = Contre
help-network-close = Clôturer une motion : l’exécuter quand elle a ses voix, ou la retirer quand elle ne peut plus les obtenir. Chacun le peut
help-network-close-after =
    Exemple :
      medink network close 4 --as clinic
help-network-close--number = Le numéro de la motion
help-network-carry-out = Remettre ce que les hôpitaux ont décidé par son empreinte
help-network-carry-out-upgrade = Faire d’un fichier le runtime
help-network-carry-out-upgrade-after =
    Exemple :
      medink network carry-out upgrade runtime.wasm --as clinic
help-network-carry-out-upgrade--file = Le runtime qui a été proposé
help-network-carry-out-call = Exécuter un appel
help-network-carry-out-call-after =
    Exemple :
      medink network carry-out call call.txt --as clinic
help-network-carry-out-call--file = L’appel qui a été proposé ; - pour l’entrée standard
help-network-keys = Faire faire de nouvelles clés par le nœud de cet hôpital, et les déposer pour le compte qui agit
help-network-keys-long = Le nœud doit être le sien, sur cette machine. Déposer des clés prend une caution, rendue quand elles sont reprises. Avec un siège au conseil, le nœud fait des blocs à partir de la session qui suit la prochaine.
help-network-keys-after =
    Exemple :
      medink network keys --as clinic
help-network-leave = Quitter le réseau : déposer la motion pour cela, et reprendre les clés du nœud, avec la caution
help-network-leave-after =
    Exemple :
      medink network leave --as clinic

## medink params

help-params = Les paramètres du système
help-params-show = Les montrer
help-params-show-after =
    Exemple :
      medink params show
help-params-set = Changer ceux qui sont donnés, laisser les autres
help-params-set-after =
    Exemple :
      medink params set --longest-consent-days 90 --as //Alice
help-params-set--self-registration = Si les patients peuvent s’enregistrer eux-mêmes
help-params-set--longest-consent-days = Consentement le plus long, en jours (1 à 3653)
help-params-set--max-page = Plus grande page des listes, en entrées (1 à 50)
help-params-set--log-max-page = Plus grande page du journal, en entrées (1 à 50)
help-params-set--quorum = Combien d’administrateurs doivent approuver ce qui peut nuire à tous, au plus autant qu’il y en a
help-params-set--upgrade-notice = Combien de temps un nouveau code doit être annoncé, avec son unité, comme 7d ou 36h. Il ne peut qu’être relevé

## medink config

help-config = Le fichier de configuration : ce qui vaut, d’où cela vient, et comment le changer
help-config-show = Montrer ce qui vaut maintenant, et d’où vient chaque valeur : une option, l’environnement, le fichier, ou la valeur par défaut
help-config-show-after =
    Exemple :
      medink config show --profile clinic
help-config-set = Écrire une clé dans le fichier de configuration ; ses commentaires et l’ordre de ses lignes restent
help-config-set-after =
    Exemples :
      medink config set account ada
      medink config set profile clinic
      medink config set profiles.clinic.node wss://chain.clinic.example
      medink config set stores embedded,http://127.0.0.1:5001 --profile clinic

    Clés : profile, et de chaque profil node, account, wait, stores, copies, ipfs, ipfs-credentials-file et ipfs-allow-plaintext. Une de celles-ci seule vaut pour le profil que --profile nomme, ou qui est utilisé. Rien n’est écrit qui ne pourrait être relu.
help-config-set--key = La clé
help-config-set--value = Ce qu’elle doit contenir ; des dépôts séparés par des virgules, ou une liste comme en TOML
help-config-unset = Retirer une clé, ou un profil entier, du fichier de configuration, pour que la valeur par défaut s’applique
help-config-unset-after =
    Exemples :
      medink config unset wait
      medink config unset profiles.clinic
help-config-unset--key = La clé
help-config-path = Afficher où est le fichier de configuration, qu’il existe ou non
help-config-path-after =
    Exemple :
      medink config path

## medink panels

help-panels = Servir les panneaux : des pages pour patients, médecins et administrateurs dans le navigateur de cette machine
help-panels-after =
    Exemples :
      medink panels
      medink panels --port 8080 --no-open

    L’adresse affichée laisse entrer un navigateur, une fois ; une nouvelle est affichée quand elle a servi. Ctrl-C arrête.
help-panels--port = Le port ; 0 pour un port libre
help-panels--no-open = Ne pas ouvrir le navigateur
help-panels--no-node = Ne pas démarrer le nœud de cette machine à l’ouverture de la page d’accueil ; un bouton y est prévu pour cela
help-panels--listen = Écouter à cette adresse de cette machine au lieu de 127.0.0.1. D’autres peuvent alors atteindre les pages, sans chiffrement, et l’on ne demande pas à qui appartient ce qui vient d’autres machines
help-panels--trust-local-users = Servir aussi les autres utilisateurs de cette machine, et là où le système ne dit pas à qui est une connexion. Celui d’entre eux qui obtient le cookie du navigateur peut alors agir à votre place
help-panels--idle = Verrouiller un compte laissé seul pendant autant de minutes (1 à 1440)
help-panels--bundles = Le dossier avec les bundles des contrats, pour un premier déploiement [par défaut : ink/ à côté ou au-dessus du programme]

## medink completions

help-completions = Afficher les complétions d’un shell
help-completions-after =
    Exemple :
      medink completions bash > ~/.local/share/bash-completion/completions/medink
help-completions--shell = Le shell

## medink man

help-man = Écrire les pages de manuel dans un dossier
help-man-after =
    Exemple :
      medink man ~/.local/share/man/man1
help-man--folder = Le dossier, qui doit exister
