### Ce que la ligne de commande demande et répond (client/cli).

## Questions

ask-passphrase = Mot de passe du compte
ask-present-passphrase = Mot de passe actuel du compte
ask-key-file-passphrase = Mot de passe du fichier de clé
ask-new-passphrase = Nouveau mot de passe (au moins { $least } caractères)
ask-archive-password = Mot de passe de l’archive (au moins { $least } caractères)
ask-backup-passphrase = Mot de passe de la sauvegarde
ask-new-backup-passphrase = Mot de passe de la sauvegarde (au moins { $least } caractères)
ask-passphrase-or-none = Mot de passe du compte (Entrée pour examiner sans lui)
ask-again = Le même encore une fois
ask-phrase = Mots de récupération (ils ne sont pas affichés)
ask-words = mots, ou Entrée pour tous
ask-kind = type, ou Entrée pour tous
ask-author = auteur (un nom ou une adresse), ou Entrée pour n’importe qui
ask-in-place-of = { $what } [{ $now }]
ask-nothing-yet = aucune
ask-to-go-on = { $question } Continuer ? (o/n)
ask-words-for-yes = o oui
ask-erase-record = Effacer le document { $number } retire sa clé et sa place de la chaîne, et son contenu de ce dépôt. Personne ne peut le ramener. Le journal garde la trace de l’effacement.
ask-remove-account = { $name }, { $address }, disparaîtra de cette machine. Sans ses mots de récupération ou un fichier exporté, personne ne peut le ramener, ni ouvrir ce que lui seul ouvre.
ask-new-key = Le compte et ses mots de récupération restent, et ouvrent tout comme avant. Les autres scellent désormais pour la nouvelle clé ; les patients scellent de nouveau leurs consentements pour vous à leur prochaine utilisation, et jusque-là ceux-ci s’ouvrent comme avant.
ask-attest =
    { $profile }
    N’attestez que ce que vous avez vérifié. Tout le monde voit que c’était vous.

## Noms de ce qui est montré

field-node = nœud
field-chain = chaîne
field-store = dépôt
field-profile = profil
field-trouble = problème
field-deployment = déploiement
field-uploads = envois
field-node-log = journal du nœud
field-paused = en pause
field-upgrade = mise à jour
field-file = fichier
field-address = adresse
field-registered = enregistré
field-records = documents
field-generation = génération des clés
field-status = statut
field-balance = solde
field-roles = rôles
field-specialty = spécialité
field-organization = établissement
field-languages = langues
field-title = titre
field-kind = type
field-date = date
field-text = texte
field-code = code
field-dosage = posologie
field-self-registration = auto-enregistrement
field-longest-consent = consentement le plus long
field-page = plus grande page
field-log-page = plus grande page du journal
field-quorum = quorum
field-notice = préavis des mises à jour
field-network = réseau
field-peer = pair
field-peers = pairs
field-keys = clés
field-start = démarrage
field-blocks = blocs
field-disk = disque
field-made = faite
field-holds = contient
field-checked = vérifiée
field-restored = restauré

## Têtes de colonnes

head-no = N°
head-index = #
head-state = ÉTAT
head-status = STATUT
head-date = DATE
head-added = AJOUTÉ
head-by = PAR
head-amends = REMPLACE
head-about = SUR
head-kind = TYPE
head-title = TITRE
head-type = FORMAT
head-bytes = OCTETS
head-name = NOM
head-called = APPELÉ
head-address = ADRESSE
head-time = MOMENT
head-action = ACTION
head-actor = ACTEUR
head-subject = CONCERNÉ
head-who = QUI
head-verified = VÉRIFIÉ
head-opened = OUVERT
head-doctor = MÉDECIN
head-patient = PATIENT
head-scope = ÉTENDUE
head-purpose = MOTIF
head-left = RESTE
head-until = JUSQU’AU
head-specialty = SPÉCIALITÉ
head-organization = ÉTABLISSEMENT
head-key = CLÉ
head-value = VALEUR
head-from = ORIGINE
head-approvals = APPROBATIONS
head-when = QUAND
head-what = QUOI
head-would-take = IL FAUDRAIT
head-fee-about = FRAIS, ENVIRON
head-deposit-about = CAUTION, ENVIRON
head-hospital = HÔPITAL
head-blocks = BLOCS
head-turns = TOURS
head-yes-votes = POUR
head-no-votes = CONTRE

## États

state-erased = effacé
state-unreadable = illisible
state-here = ici
state-not-here = pas dans ce dépôt
status-active = actif
status-suspended = suspendu
stage-open = ouverte
stage-expired = expirée
stage-announced = annoncée
stage-ready = prête
stage-carried-out = exécutée
stage-called-off = annulée
source-environment = environnement ({ $variable })
source-file = fichier de configuration
source-default = valeur par défaut
setting-only-account = le seul de cette machine
setting-asked-for = aucun : demandé
setting-wait-by-chain = included sur une chaîne de développement, finalized sur les autres
cli-none-yet = aucun pour l’instant
cli-true = oui
cli-false = non
cli-no = non
cli-until = jusqu’au { $until }
cli-entries = { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
}
cli-admins = { $count ->
    [one] { $count } administrateur
   *[other] { $count } administrateurs
}
cli-amount = { $amount }
cli-amount-back = { $amount } rendus
cli-verified-by = par { $who }
cli-numbers = { $numbers }
cli-numbers-and-more = { $numbers } et { $more } de plus
cli-unreadable = illisible : { $why }
cli-more = La suite : la même commande avec { $option }
cli-older = Plus anciennes : la même commande avec { $option }

## Transactions

cli-step = { $what } : bloc { $block }, frais { $fee }{ $which ->
    [charged] , caution { $deposit }
    [refunded] , caution { $deposit } rendue
   *[none] {""}
}, { $elapsed } ms, { $transaction }
cli-rehearsed = Rien n’a été soumis, déposé ni modifié.
cli-rehearsed-nothing = Il ne faudrait aucune transaction.
cli-rehearsed-sum = En tout environ { $fees } de frais et { $deposits } de cautions.
cli-rehearsed-sum-at-least = En tout au moins environ { $fees } de frais et { $deposits } de cautions.
cli-rehearsed-has = { $account } dispose de { $amount }.
cli-rehearsed-lacks = { $account } dispose de { $amount }, ce qui ne suffit pas.
cli-rehearsed-more = Ce qui repose sur ces transactions ne peut être dit qu’une fois qu’elles sont faites ; d’autres peuvent suivre.
cli-rehearsed-earlier = { $count ->
    [one] De plus, { $count } envoi de cette machine a été interrompu : la prochaine commande record de son compte le termine d’abord.
   *[other] De plus, { $count } envois de cette machine ont été interrompus : la prochaine commande record de leur compte les termine d’abord.
}
cli-known-later = connu plus tard
cli-sent = { $amount } envoyés.

## Cette machine

cli-node-started = { $rpc } (processus { $pid }), démarré en { $seconds } s
cli-node-ran = { $rpc } (processus { $pid }), tournait déjà
cli-node-ran-not = Le nœud ne tournait pas.
cli-node-stopped = Le nœud est arrêté. Ses données restent.
cli-node-killed = Le nœud ne s’est pas arrêté de lui-même en 10 s et a été tué. Son dernier bloc est peut-être perdu ; regardez son journal ({ $command }).
cli-node-starting = démarre (processus { $pid })
cli-node-off = ne tourne pas ; démarrez-le avec : { $command }
cli-genesis = genèse { $genesis }
cli-chain = { $name }, bloc { $block }, genèse { $genesis }
cli-admin-contract = contrat admin { $address }
cli-paused-until = jusqu’au { $until } au plus tard
cli-uploads = { $count } en cours ou interrompus ; terminés par le prochain du compte : { $command }
cli-network-validates = { $name } ; ce nœud fait des blocs et vote quand les hôpitaux l’ont admis ({ $command })
cli-network-follows = { $name } ; ce nœud suit ({ $command })
cli-man = Les pages de manuel sont dans { $folder }.
cli-config-file = Fichier de configuration : { $file }
cli-config-file-absent = Fichier de configuration : { $file } (absent)
cli-profiles = Profils : { $profiles }
cli-config-set = { $line }, dans { $file }
cli-config-replaced = { $line }, à la place de { $was }, dans { $file }
cli-config-unset = { $key } n’est plus dans { $file }
cli-config-unset-was = { $key } n’est plus dans { $file } ; c’était { $was }

## Les panneaux

cli-panels-at = Les panneaux sont à l’adresse
cli-panels-once = Cette adresse laisse entrer un navigateur, une fois. Ctrl-C arrête.
cli-panels-another = Pour un autre navigateur :
cli-panels-to = Vers les panneaux
cli-panels-stopped = Arrêté. Tous les comptes sont verrouillés.
cli-panels-reachable = d’autres peuvent atteindre les pages à l’adresse { $address }, et ce qui passe entre elles et un navigateur n’est pas chiffré.
cli-panels-trusting = d’autres utilisateurs de cette machine sont servis aussi : qui obtient le cookie du navigateur peut agir comme celui dont le compte est déverrouillé.

## Un déploiement

cli-deployed = Les contrats sont déployés.
cli-deployed-already = Les contrats étaient déjà déployés.
cli-deployment-file-opens = Qui a le fichier de déploiement peut utiliser le système et lire l’annuaire des médecins.
cli-checked = La chaîne a ce que disent les bundles et le fichier de déploiement.
cli-invited = Le fichier de déploiement est écrit. Les autres rejoignent le système avec : { $command }, auprès d’un nœud de la même chaîne.
cli-invited-careful = Qui l’a peut utiliser le système et lire l’annuaire des médecins : ne l’envoyez à personne d’autre, et par une voie que personne d’autre ne lit.
cli-joined = Cette machine a rejoint le système. Un administrateur vous enregistre avec votre carte : { $command }
cli-joined-again = Cette machine avait déjà rejoint le système ; le fichier est repris.

## Comptes

cli-account-made = Montrez sa carte d’enregistrement avec : { $command }
cli-phrase =
    Les mots de récupération de ce compte, montrés seulement maintenant. Eux seuls restaurent le compte et tout ce qui est scellé pour lui :
    notez-les et gardez-les là où personne ne les trouve.
cli-accounts-none = Il n’y a pas encore de compte sur cette machine. Créez-en un avec : { $command }
cli-account-renamed = { $was } s’appelle maintenant { $now }.
cli-account-renamed-in-config = Le fichier de configuration l’appelle ainsi, lui aussi, dans : { $profiles }.
cli-account-not-renamed-in-config = Le fichier de configuration nomme peut-être encore { $was } : { $why }
cli-account-not-renamed-in-config-next = Changez-le là ({ $line }).
cli-account-removed = { $name } est supprimé de cette machine.
cli-passphrase-changed = { $name } s’ouvre désormais avec le nouveau mot de passe. Les copies de son fichier de clé faites auparavant s’ouvrent encore avec l’ancien.
cli-new-key = La clé de chiffrement de ce compte porte maintenant le numéro { $number }. Ce que d’autres scellent pour vous l’est désormais pour elle ; les patients scellent de nouveau leurs consentements pour vous à leur prochaine utilisation.
cli-card = Carte d’enregistrement (rien de secret ; un administrateur en a besoin pour enregistrer ce compte) :
cli-exported = Exporté, chiffré sous le même mot de passe. Polkadot.js peut importer le fichier.

## Personnes

cli-registered-doctor = { $address } est enregistré comme médecin.
cli-registered-patient = { $address } est enregistré comme patient.
cli-patient-registered = Vous êtes enregistré comme patient.
cli-patient-profile = Le profil est écrit, scellé.
cli-doctor-profile = L’annuaire a le nouveau profil.
cli-doctors-none = Aucun médecin n’est encore enregistré. Un administrateur le fait avec : { $command }
cli-patients-none = Aucun patient n’a donné de consentement. Un patient le fait avec : { $command }
cli-other-directory-key = scellé avec une autre clé d’annuaire que celle de ce fichier de déploiement

## Documents

cli-no-record = Il n’y a pas encore de document. Ajoutez-en un avec : { $command }
cli-record-unreadable = Le document { $number } ne peut pas être lu : { $why }
cli-nothing-found = { $count ->
    [one] Rien n’a été trouvé, sur { $count } document.
   *[other] Rien n’a été trouvé, sur { $count } documents.
}
cli-found-none-so-far = { $count ->
    [one] { $count } document a été trouvé, aucun aussi loin.
   *[other] { $count } documents ont été trouvés, aucun aussi loin.
}
cli-found = { $start } à { $end } sur { $found } trouvés, parmi { $all } documents.
cli-recorded = Enregistré sous le numéro { $number } : { $bytes } octets chiffrés à { $place }
cli-note-added = La note est écrite sous le numéro { $number } : { $bytes } octets chiffrés à { $place }
cli-record-amended = Le document { $new } est la nouvelle version du document { $number }, qui reste.
cli-record-renamed = Le document { $new } est la nouvelle version du document { $number }, qui reste. Son contenu est le même ; vous l’avez signé.
cli-note-about = La note est écrite comme document { $new }. Elle se rapporte au document { $number }, qui reste tel quel.
cli-record-opened = Le document { $number } est ouvert et vérifié : { $bytes } octets, { $media_type }.
cli-access-logged = La consultation est dans le journal.
cli-record-erased = Le document { $number } est effacé.
cli-reading-input = Lecture depuis le terminal ; Ctrl-D sur une ligne à part y met fin.
cli-archive = { $count ->
    [one] L’archive est écrite : { $count } document, votre profil, vos consentements et le journal qui vous concerne. Commencez par { $file } dedans.
   *[other] L’archive est écrite : { $count } documents, votre profil, vos consentements et le journal qui vous concerne. Commencez par { $file } dedans.
}
cli-archive-encrypted = Elle s’ouvre avec son seul mot de passe, dans 7-Zip, WinZip, Keka, Ark et d’autres, et contient une autre archive.
cli-archive-open = Elle n’est pas chiffrée : quiconque l’obtient peut la lire.
cli-archive-left-out = Document { $number } : { $why }
cli-archive-more = Et { $count } de plus, que { $file } nomme.

## Consentements

cli-consent-given = { $doctor } a un consentement jusqu’au { $until }.
cli-consents-none = Vous n’avez donné aucun consentement. Donnez-en un avec : { $command }
cli-consent-revoked = Le consentement est révoqué et vos clés en sont à la génération { $generation } : ce que { $doctor } possède n’ouvre rien de ce qui est écrit désormais.
cli-not-unseen = Ce que le médecin a déjà vu, il l’a vu.
cli-reencrypted = { $count ->
    [one] { $count } document passé a une nouvelle clé et une nouvelle place.
   *[other] { $count } documents passés ont de nouvelles clés et de nouvelles places.
}
cli-not-reencrypted = { $count ->
    [one] { $count } est tel quel : son contenu n’est pas dans ce dépôt.
   *[other] { $count } sont tels quels : leur contenu n’est pas dans ce dépôt.
}

## Le journal

cli-log-nothing = Le journal n’a pas de telle entrée.
cli-accesses-none = Personne n’a rien ouvert de ce patient.
cli-accesses-none-so-far = { $count ->
    [one] Il y a { $count } consultation en tout, aucune aussi loin.
   *[other] Il y a { $count } consultations en tout, aucune aussi loin.
}
cli-accesses = { $start } à { $end } sur { $total } consultations, les plus récentes d’abord.
cli-opened-profile = profil et titres
cli-visit = visite : { $reason }
cli-reason-sealed = le motif est scellé
cli-foreign = { $what } (étranger)
cli-foreign-note = (étranger) : écrit par un contrat qui n’est pas l’un des quatre de ce déploiement. Le journal prouve que cela a été écrit, non que c’est vrai.
cli-log-written = { $count ->
    [one] { $count } entrée écrite ; l’empreinte de la dernière est { $hash }.
   *[other] { $count } entrées écrites ; l’empreinte de la dernière est { $hash }.
}
cli-log-check = Vérifiez-les avec : { $command }
cli-log-head = Notez ceci ailleurs, et elles peuvent être vérifiées sans nœud : { $option }
cli-verify-head = { $count ->
    [one] la tête donnée, de { $count } entrée
   *[other] la tête donnée, de { $count } entrées
}
cli-verify-whole = L’export est le journal entier : { $entries } entrées, chaque empreinte juste, la dernière étant celle de la chaîne.
cli-verify-as-head = L’export est ce que dit la tête : { $entries } entrées, chaque empreinte juste, la dernière étant celle de la tête.
cli-verify-beginning = L’export est le vrai début du journal : { $entries } entrées sur { $known }, chaque empreinte juste.
cli-verify-first = Les { $known } premières entrées sur { $entries } sont ce que dit la tête, chaque empreinte juste. Les autres leur sont enchaînées, et la tête n’en dit rien.
cli-verify-against = Il a été comparé à { $against }.
cli-verify-contracts = Le fichier dit être de la chaîne { $genesis } avec les contrats admin { $admin }, audit { $audit }, doctor { $doctor }, patient { $patient } : { $which }
cli-verify-contracts-same = ceux du fichier de déploiement de cette machine.
cli-verify-contracts-unknown = cette machine n’a pas de fichier de déploiement de cette chaîne pour les comparer. Comparez-les à celui d’un administrateur.
cli-verify-foreign = { $count ->
    [one] { $count } des entrées est étrangère : un contrat qui n’est pas l’un de ces quatre l’a écrite (n° { $numbers }). Qu’elle a été écrite est prouvé, ce qu’elle dit ne l’est pas.
   *[other] { $count } des entrées sont étrangères : un contrat qui n’est pas l’un de ces quatre les a écrites (n° { $numbers }). Qu’elles ont été écrites est prouvé, ce qu’elles disent ne l’est pas.
}
cli-verify-foreign-next = Si vous connaissez ce contrat, acceptez-les avec --allow-foreign.

## Dépôts

cli-store-place = { $place }
cli-store-kubo = { $place } (Kubo { $version })
cli-store = { $place }, blocs : { $blocks }, octets : { $bytes }, épingles : { $pins }
cli-store-not-made = { $place }, pas encore créé
cli-copied = { $count ->
    [one] { $count } document copié ({ $bytes } octets) { $to } ; { $before } y étaient déjà.
   *[other] { $count } documents copiés ({ $bytes } octets) { $to } ; { $before } y étaient déjà.
}
cli-copied-to = vers { $store }
cli-copied-here = vers le dépôt de cette machine
cli-not-copied = Pas vers { $store } : { $why }
cli-not-had = { $count ->
    [one] { $count } document n’a pas pu être obtenu : { $why }
   *[other] { $count } documents n’ont pas pu être obtenus. Le premier : { $why }
}
cli-store-checked = { $store } : { $whole } documents sur { $records } sont entiers et justes ({ $bytes } octets vérifiés)
cli-store-flaw = document { $number } de { $patient } ({ $place }) dans { $store } : { $what }
cli-store-flaws-more = et { $count } de plus : voir --json
cli-store-flaw-next = Copiez-le depuis un dépôt qui l’a : { $repair } entre plusieurs ; { $push } ou { $pull } entre celui de cette machine et celui d’un démon
cli-store-unreadable = le document { $number } de { $patient } ne peut pas être lu : { $why }
cli-store-unreadable-more = et { $count } de plus qui ne peuvent pas être lus : voir --json
cli-store-unreadable-next = Aucune copie ne ramène ce qui ne peut pas être lu ; son patient peut l’effacer.
cli-flaw-unreadable = ne peut pas être lu : { $why }
cli-flaw-absent = absent
cli-flaw-blocks = blocs manquants : { $missing }, endommagés : { $damaged }
cli-flaw-blocks-more = blocs manquants : { $missing }, endommagés : { $damaged }, autres fautifs : { $more }
cli-gc = { $store } : blocs supprimés : { $blocks }, octets libérés : { $bytes }, blocs gardés : { $kept }
cli-gc-not-made = { $store } : pas encore créé, il n’y a donc rien à ramasser
cli-stores-head = Documents en vigueur : { $records }. Nombre de dépôts où chacun doit être au moins : { $copies }.
cli-stores-has = { $store } : présents { $whole } ; en partie ou endommagés { $partly } ; absents { $absent }
cli-stores-failed = { $store } : { $why }
cli-stores-short = Documents présents dans moins de dépôts que cela : { $short }
cli-stores-row = le document { $number } de { $patient } est dans { $have } dépôts sur { $all } ; il manque dans { $stores }
cli-stores-row-unasked = le document { $number } de { $patient } est dans { $have } dépôts sur { $all }, parmi ceux qui ont pu être interrogés
cli-stores-more = Et { $left } de plus : voir { $option }
cli-stores-repair = Ce qui manque à un dépôt y est apporté par : { $command }
cli-stores-brought = { $store } : documents apportés { $brought } ({ $bytes } octets), déjà présents { $before }
cli-stores-unmended = le document { $number } de { $patient } n’a pas pu être apporté à { $store } : { $why }
cli-stores-unreadable = le document { $number } de { $patient } est illisible : { $why }
cli-stores-unreadable-next = Aucune copie ne rend lisible ce qui ne l’est pas ; son patient peut l’effacer.
cli-keeping-begins = Garde dans { $store } ce que la chaîne désigne. Ctrl-C arrête.
cli-keeping-brought = apporté à { $store } : document { $number } de { $patient }, { $bytes } octets, { $cid }
cli-keeping-missing = introuvable pour l’instant : document { $number } de { $patient }, { $cid } : { $why }
cli-keeping-let-go = abandonné dans { $store } : { $cid } de { $patient }, qui n’est plus le contenu d’aucun document
cli-keeping-stands = entrées du journal examinées { $entries }, documents gardés { $kept }, manquants { $waiting }
cli-keeping-trouble = { $why } Nouvel essai dans { $seconds } s.
cli-keeping-stopped = Arrêté. Ce qui est dans le dépôt y reste.
cli-swarm-key-written = La clé d’un nouveau réseau est dans { $path }. Portez-la à chaque démon sous le nom swarm.key, par une voie que personne d’autre ne lit : qui l’a peut entrer dans le réseau.

## Un examen, une sauvegarde

check-node = nœud
check-deployment = déploiement
check-stores = dépôts
check-accounts = comptes
check-journal = en attente
check-references = références
check-memory = mémoire
check-ok = bien
check-not-looked = non examiné
check-warning = avertissement
check-broken = en panne
check-repaired = réparé
cli-check-well = Tout va bien.
cli-check-well-now = Tout va bien maintenant ; réparé : { $repaired }.
cli-check-not-well = Ne va pas : { $left }. Que faire est écrit sous chaque point.
cli-backup-written = La sauvegarde est écrite : { $files } fichiers, { $bytes } octets, sans le contenu du dépôt de cette machine.
cli-backup-with-store = La sauvegarde est écrite : { $files } fichiers, { $bytes } octets, avec le contenu du dépôt de cette machine.
cli-backup-read-back = Elle a été relue en entier. Elle s’ouvre avec son seul mot de passe : { $command }
cli-backup-not-read-back = Elle n’a pas pu être relue d’ici ; vérifiez-la avec : { $command }
cli-backup-credentials-elsewhere = { $count ->
    [one] N’y est pas : { $count } fichier d’identifiants qui n’est pas à côté du fichier de configuration.
   *[other] N’y sont pas : { $count } fichiers d’identifiants qui ne sont pas à côté du fichier de configuration.
}
cli-backup-made = { $at }
cli-backup-holds = { $files } fichiers, { $bytes } octets, sans le contenu du dépôt
cli-backup-holds-store = { $files } fichiers, { $bytes } octets, avec le contenu du dépôt
cli-backup-checked = chaque fichier est entier et juste ; rien n’a été écrit
cli-backup-restored = écrits : { $written }, déjà là : { $there }
cli-backup-restored-next = La chaîne n’est pas dans une sauvegarde : elle vient de son nœud. Examinez tout avec : { $command }

## Un réseau d’hôpitaux

cli-network-begun = Le fichier du réseau est écrit. Donnez-le aux autres hôpitaux.
cli-network-ready = Le nœud est prêt à rejoindre le réseau. Quand il a rattrapé les autres ({ $status }), déposez ses clés ({ $keys }) et demandez à un hôpital de proposer celui-ci.
cli-network-catching-up = { $peers } ; le nœud rattrape encore les autres
cli-network-blocks = le plus récent { $best }, final { $finalized } ({ $behind } de retard)
hospital-no-turn = pas encore de tour
hospital-missing = absent
hospital-missed-some = en a manqué
hospital-well = bien
hospital-no-keys = ne fait pas de blocs : les clés de son nœud ne sont pas déposées ({ $command })
hospital-coming = fait des blocs à partir d’une session à venir
cli-motions-seats = { $count ->
    [one] { $count } hôpital a un siège ; il en faut { $majority } pour décider.
   *[other] { $count } hôpitaux ont un siège ; il en faut { $majority } pour décider.
}
cli-motions-none = Rien n’est soumis au vote.
cli-motion-until = bloc { $block }
motion-state-open = ouverte
motion-state-carried = adoptée
motion-state-lost = rejetée
cli-motion-decided = C’est décidé.
cli-motion-made = La motion { $number } est déposée, avec votre voix. Les autres votent avec : { $command }
cli-motion-call = Elle porte sur l’appel { $call }.
cli-motion-carried-out = La motion { $number } est exécutée : { $what }.
cli-motion-removed = La motion { $number } n’a pas obtenu les voix qu’il lui faut, et est retirée : { $what }.
cli-vote-counts = Votre voix sur la motion { $number } compte.
cli-vote-carried = La motion { $number } a les voix qu’il lui faut. Exécutez-la avec : { $command }
cli-vote-lost = La motion { $number } ne peut plus obtenir les voix qu’il lui faut. Retirez-la avec : { $command }
cli-call-carried-out = L’appel { $call } est exécuté.
cli-keys-laid-down =
    Les clés du nœud sont déposées : { $keys }
    Avec un siège au conseil, il fait des blocs à partir de la session qui suit la prochaine, s’il a été démarré avec { $option }.
cli-keys-taken-back = Les clés du nœud sont reprises. Il ne fait plus de blocs à partir de la session qui suit la prochaine.
cli-leave-moved = La motion { $number } est déposée. Le nœud ne fait plus de blocs à partir de la session qui suit la prochaine ; arrêtez-le alors. Le siège disparaît quand les autres ont voté : { $command }

## Gouverner

cli-changed = C’est changé.
cli-nothing-to-change = Rien à changer.
cli-admin-added = Le compte est maintenant administrateur.
cli-admin-removed = Le compte n’est plus administrateur.
cli-authorized = Le contrat peut écrire dans le journal. Ses entrées sont montrées comme étrangères.
cli-deauthorized = Le contrat ne peut plus écrire dans le journal.
cli-upgraded = Le contrat a le nouveau code.
cli-new-code = Le nouveau code est { $hash }.
cli-proposal-approved = La proposition { $number } a les approbations qu’il lui faut et est exécutée.
cli-approval-withdrawn = Votre approbation de la proposition { $number } est retirée.
cli-proposal-would-wait = La proposition { $number } attendrait.
cli-proposal-approve = Un autre administrateur l’approuve avec : { $command }
cli-proposal-carry-out = Exécutez-la avec : { $command }
cli-proposals-none = Rien n’a jamais été proposé qu’un administrateur ne pouvait décider seul.
cli-expires = expire le { $at }
cli-not-before = pas avant le { $at }
cli-made = faite le { $at }
cli-approvals = { $approvals } sur { $quorum }
cli-attested = Le profil est vérifié par vous. Il redevient déclaratif dès que le médecin le modifie.
cli-attestation-withdrawn = Le profil redevient déclaratif.
cli-suspended = Le médecin est suspendu.
cli-reinstated = Le médecin peut agir de nouveau.
cli-paused = En pause pour trois jours au plus. Ce qui retire l’accès continue : révoquer, changer les clés, effacer, suspendre. Mettez-y fin avec : { $command }
cli-resumed = Le système reprend.
