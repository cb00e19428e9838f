### Les pages des administrateurs.

## What several of them say

admin-title = Administration
admin-register = Enregistrer
admin-doctors = Médecins
admin-patients = Patients
admin-admins = Administrateurs
admin-balances = Soldes
admin-proposals = Propositions
admin-parameters = Paramètres
admin-log = Journal
admin-health = État
admin-actions = Actions
admin-yes = oui
admin-no = non
admin-pager = { $first } à { $last } sur { $total }
admin-sentences = { $first } { $next }
admin-form-broken = ce formulaire n’est pas entier : rien n’a été envoyé
admin-form-broken-next = Rechargez la page et refaites ce que vous avez fait.
admin-form-again = ce formulaire a déjà été envoyé, et n’a pas été exécuté une seconde fois
admin-form-again-next = Regardez les soldes ; pour recommencer, remplissez à nouveau le formulaire.

## The first page

home-counts = Combien de personnes il y a, et ce qu’il y a à faire
home-register-about = Avec la carte d’enregistrement que la personne vous donne.
home-doctor = Un médecin
home-patient = Un patient
home-table = Par un tableau
home-health-about = Nœud, dépôts et disque.
home-look-closer = Voir de plus près
counts-begin = Commencez par les personnes : chacune crée un compte et vous donne sa carte d’enregistrement. Enregistrez d’abord un médecin, puis des patients.
counts-to-do = À faire
counts-paused = Le système est en pause. Mettez fin à la pause sous <link>Paramètres</link>.
counts-unattested = { $count ->
    [one] <link>{ $count } médecin a une fiche</link> non vérifiée : modifiée depuis qu’elle l’a été, ou jamais contrôlée. Les patients voient un tel nom comme non vérifié.
   *[other] <link>{ $count } médecins ont une fiche</link> non vérifiée : modifiée depuis qu’elle l’a été, ou jamais contrôlée. Les patients voient un tel nom comme non vérifié.
}
counts-unattested-least = { $count ->
    [one] Au moins <link>{ $count } médecin a une fiche</link> non vérifiée : modifiée depuis qu’elle l’a été, ou jamais contrôlée. Les patients voient un tel nom comme non vérifié.
   *[other] Au moins <link>{ $count } médecins ont une fiche</link> non vérifiée : modifiée depuis qu’elle l’a été, ou jamais contrôlée. Les patients voient un tel nom comme non vérifié.
}
counts-open = { $count ->
    [one] <link>{ $count } proposition</link> est ouverte.
   *[other] <link>{ $count } propositions</link> sont ouvertes.
}
counts-open-lacking = { $count ->
    [one] <link>{ $count } proposition</link> est ouverte ; il manque des approbations à { $lacking } d’entre elles.
   *[other] <link>{ $count } propositions</link> sont ouvertes ; il manque des approbations à { $lacking } d’entre elles.
}
counts-upgrades = { $count ->
    [one] Une mise à jour est annoncée. Consultez-la sous <link>Propositions</link>.
   *[other] { $count } mises à jour sont annoncées. Consultez-les sous <link>Propositions</link>.
}
counts-working = Un travail sur beaucoup de personnes est en cours : <link>son rapport</link>.
counts-doctors = { $active ->
    [one] <number>{ $active }</number> actif
   *[other] <number>{ $active }</number> actifs
}
counts-doctors-suspended = { $active ->
    [one] <number>{ $active }</number> actif
   *[other] <number>{ $active }</number> actifs
}, { $suspended ->
    [one] { $suspended } suspendu
   *[other] { $suspended } suspendus
}
counts-doctors-cut = { $active ->
    [one] <number>{ $active }</number> actif
   *[other] <number>{ $active }</number> actifs
}, et d’autres qui n’ont pas été comptés
counts-doctors-suspended-cut = { $active ->
    [one] <number>{ $active }</number> actif
   *[other] <number>{ $active }</number> actifs
}, { $suspended ->
    [one] { $suspended } suspendu
   *[other] { $suspended } suspendus
}, et d’autres qui n’ont pas été comptés
counts-doctors-look = Voir les médecins
counts-patients = { $count ->
    [one] <number>{ $count }</number> enregistré
   *[other] <number>{ $count }</number> enregistrés
}
counts-patients-counting = <number>{ $count }</number> au moins ; le compte continue
counts-patients-rest = <number>{ $count }</number> au moins ; les autres seront comptés quand cette page sera rechargée
counts-patients-look = Voir leurs soldes
counts-admins = { $count ->
    [one] <number>{ $count }</number> compte administre
   *[other] <number>{ $count }</number> comptes administrent
}
counts-admins-look = Voir les administrateurs
counts-log = { $count ->
    [one] <number>{ $count }</number> entrée, chacune enchaînée à la précédente
   *[other] <number>{ $count }</number> entrées, chacune enchaînée à la précédente
}
counts-log-look = Voir le journal

## Registering

register-a-doctor = Enregistrer un médecin
register-a-patient = Enregistrer un patient
register-from-table = Enregistrer par un tableau
register-card-hint = Une ligne qui commence par { $begin } et que la personne trouve sur la page Compte. Elle ne contient aucun secret.
register-camera = Scanner avec la caméra
register-picture = Lire une image
register-card-of = La signature est valable. La carte est celle de <who/>.
register-card-known = La signature est valable. La carte est celle de <who/>, qui est déjà { $roles ->
    [doctor] médecin
    [patient] patient
    [admin] administrateur
    [doctor-patient] médecin et patient
    [doctor-admin] médecin et administrateur
    [patient-admin] patient et administrateur
   *[all] médecin, patient et administrateur
}.
register-entry = Fiche dans l’annuaire
register-entry-about = Quiconque a le fichier de déploiement peut la lire, le public non. Le médecin peut la modifier plus tard.
register-name = Nom complet
register-specialty = Spécialité
register-works-at = Exerce à
register-licence = Numéro d’ordre ou de licence
register-phone = Téléphone
register-email = Adresse électronique
register-languages = Langues
register-profile = Premier profil
register-profile-about = Peut rester vide. Il est scellé pour la clé du patient avant de quitter cette machine : vous ne pourrez plus le lire.
register-birth = Date de naissance
register-gender = Sexe
register-insurance = Numéro d’assuré ou de dossier
register-fund = Solde à joindre, en { $symbol }
register-fund-hint = Paie les frais et ce qui est gardé sur la chaîne. Pris sur votre propre solde ; vide pour rien.
register-busy = Enregistrement…
register-doctor-button = Enregistrer le médecin
register-patient-button = Enregistrer le patient
register-doctor-done = { $name } ({ $who }) est enregistré comme médecin.
register-patient-done = { $who } est enregistré comme patient. Ce qui a été écrit à son sujet est scellé : lui seul peut le lire.

## From a table

table-whose = De qui est ce tableau ?
table-file = Le tableau, un fichier CSV en UTF-8
table-file-hint = Sa première ligne nomme les colonnes, chaque ligne suivante est une personne, et la colonne card contient toute la carte d’enregistrement. { $most } lignes au plus.
table-needs-script = JavaScript est nécessaire ici : le tableau est transmis sans être gardé nulle part.
table-may-have = Ce qu’un tableau peut contenir
table-doctors = { $columns } ; un nom (name) est nécessaire
table-patients = { $columns } ; seule la carte (card) est nécessaire
table-about = Dans n’importe quel ordre, séparées par des virgules, des points-virgules ou des tabulations, comme les tableurs les enregistrent. Une ligne fausse ne coûte qu’elle-même. Le même tableau peut être repris : qui est déjà enregistré est passé. Ce qu’il dit des patients est scellé pour chacun d’eux ; le tableau lui-même n’est gardé nulle part.
table-too-slow = le tableau n’est pas arrivé à temps
table-not-whole = le tableau n’est pas arrivé en entier
table-try-again = Réessayez.
table-of-nobody = il n’est pas dit de qui est ce tableau
table-of-nobody-next = Choisissez médecins ou patients.

## The report

report = Rapport
report-doctors = Médecins d’un tableau
report-patients = Patients d’un tableau
report-top-up = Complément des soldes
report-another = Un autre tableau
report-fees = Frais : <fees/>.
report-under-way = En cours : { $told } traités. Cela continue quand vous quittez cette page, et s’arrête quand le compte est verrouillé.
report-under-way-of = En cours : { $told } sur { $total } traités. Cela continue quand vous quittez cette page, et s’arrête quand le compte est verrouillé.
report-progress = Avancement
report-stopping = Arrêt…
report-stop = Arrêter après celui-ci
report-look-again = Regarder à nouveau
report-registered = Enregistrés
report-topped-up = Complétés
report-before = Déjà enregistrés avant
report-partly = Enregistrés, mais sans argent
report-refused = Refusés
report-not-sent = Non envoyés
report-unclear = Résultat inconnu
report-to-look-at = À regarder
report-right = Terminés : { $count }
report-save = Enregistrer le rapport comme tableau
report-line = Ligne
report-who = Qui
report-outcome = Résultat
report-why = Pourquoi
report-none = il n’y a pas de rapport : aucun n’a été fait depuis que ce compte est déverrouillé
report-none-next = Enregistrez par un tableau, ou complétez des soldes, et il sera ici.
work-busy = un autre travail sur beaucoup de personnes est en cours ici : celui-ci n’a pas été commencé
work-busy-next = Attendez que son rapport soit complet, puis commencez celui-ci.
work-all = C’est terminé.
work-bound-top-up = La limite est atteinte : autant en tout, ou à autant de personnes, qu’une seule fois permet d’envoyer. Recommencé, cela ne complète que qui a encore trop peu.
work-bound = Cela a fait autant qu’il est permis en une fois. Recommencez pour le reste.
work-stopped-top-up = Cela a été arrêté. Recommencé, cela ne complète que qui a encore trop peu.
work-stopped-register = Cela a été arrêté. Le même tableau n’enregistre que qui manque.
work-early-top-up = Cela s’est arrêté avant la fin. Recommencé, cela ne complète que qui a encore trop peu.
work-early-register = Cela s’est arrêté avant la fin. Le même tableau n’enregistre que qui manque.
work-registered = enregistré
work-already = déjà enregistré avant
work-already-with-nothing = déjà enregistré, et n’a rien
work-already-with-nothing-why = Complétez son solde.
work-not-funded = enregistré, mais rien n’a été envoyé
work-funding-unclear = enregistré ; on ne sait pas si quelque chose a été envoyé : regardez le solde
work-refused = refusé
work-unclear = on ne sait pas si l’enregistrement a été fait
work-sent = { $amount } envoyés
work-had = avait { $amount }
work-sent-unclear = on ne sait pas si { $amount } ont été envoyés : regardez le solde
work-not-sent = { $amount } non envoyés

## Balances

balances-about = Tout ce qui est écrit sur la chaîne coûte des frais et une caution, et est payé par qui le fait. Vous avez vous-même <own/>.
balances-go-on = Personne parmi les entrées les plus récentes du journal. Cherchez plus loin.
balances-nobody = Il n’y a personne ici.
balances-total = { $total } en tout.
balances-low = { $count ->
    [one] { $count } sur cette page a moins de <limit/>.
   *[other] { $count } sur cette page ont moins de <limit/>.
}
balances-none-low = Personne sur cette page n’a moins de <limit/>.
balances-who = Qui
balances-has = Solde
balances-is-low = faible
balances-send-menu = Envoyer…
balances-amount = Montant en { $symbol }
balances-sending = Envoi…
balances-send = Envoyer
balances-send-to = Envoyer<hidden> à { $who }</hidden>
balances-beginning = Depuis le début
funding = Règles pour l’argent
funding-about = Ce par quoi les formulaires commencent quand quelqu’un est enregistré ou que son solde est complété. Rien n’est envoyé tout seul. Elles sont gardées sur cette machine, pour ce compte.
funding-newcomer = Qui est enregistré reçoit, en { $symbol }
funding-newcomer-hint = Paie les premières actions, pris sur votre propre solde ; 0 pour rien.
funding-below = Un solde est bas au-dessous de, en { $symbol }
funding-up-to = Le compléter le porte à, en { $symbol }
funding-up-to-hint = Sous Soldes, quand vous le décidez.
funding-keep = Garder ces règles
funding-kept = Les règles sont gardées.
balances-top-up = Compléter qui a peu
balances-below = Qui a moins de, en { $symbol }
balances-up-to = reçoit de quoi atteindre, en { $symbol }
balances-up-to-hint = Pris sur votre propre solde. Qui a assez d’ici là ne reçoit rien, on peut donc recommencer ; mais un seul administrateur à la fois, et pas tant qu’un envoi est en cours : il pourrait être fait deux fois.
balances-among = Parmi
balances-most = En tout au plus, en { $symbol }
balances-most-hint = Cela s’arrête là, même s’il en reste qui ont trop peu.
balances-top-up-menu = Compléter…
balances-top-up-about = Parmi les choisis, chacun qui a moins que le premier montant reçoit, de votre propre solde, de quoi atteindre le deuxième ; cela s’arrête là où le tout dépasserait le troisième. Ce qui est envoyé ne peut pas être repris.
balances-topping-up = Complément…
balances-top-up-button = Compléter
balances-send-one = Envoyer à une personne
balances-to = À
balances-to-hint = Une adresse, ou le nom d’un compte de cette machine
balances-sent = { $amount } envoyés à { $to }.
balances-nobody-chosen = personne n’est choisi pour le complément
balances-nobody-chosen-next = Choisissez médecins, patients ou administrateurs.

## Doctors

doctors-none = Aucun médecin n’est encore enregistré. Enregistrez-en un avec la carte d’enregistrement qu’il vous donne.
doctors-doctor = Médecin
doctors-registered = Enregistré
doctors-profile-is = Fiche
doctors-status = Statut
doctors-verified = vérifiée par <who/>
doctors-withdrawing = Retrait…
doctors-withdraw = Retirer<hidden> l’attestation de { $who }</hidden>
doctors-self-declared = non vérifiée
doctors-verify-menu = Vérifier…
doctors-verify-about = Ne vérifiez que ce que vous avez contrôlé. Tout le monde voit que c’était vous.
doctors-verifying = Vérification…
doctors-verify = Vérifier<hidden> { $who }</hidden>
doctors-active = actif
doctors-suspended = suspendu
doctors-suspend-menu = Suspendre…
doctors-suspend-about = Les consentements restent, mais n’ouvrent rien tant que vous n’avez pas rétabli le médecin. Les clés des patients changent à leur prochaine utilisation.
doctors-suspending = Suspension…
doctors-suspend = Suspendre<hidden> { $who }</hidden>
doctors-reinstating = Rétablissement…
doctors-reinstate = Rétablir<hidden> { $who }</hidden>
doctors-field-name = nom
doctors-field-specialty = spécialité
doctors-field-organization = établissement
doctors-field-identifier = numéro
doctors-field-phone = téléphone
doctors-field-email = adresse électronique
doctors-field-languages = langues
doctors-suspended-done = Le médecin est suspendu : aucun consentement ne lui ouvre quoi que ce soit tant qu’il n’est pas rétabli.
doctors-changed = la fiche a changé depuis qu’elle vous a été montrée
doctors-changed-next = Relisez-la, puis vérifiez-la.
doctors-verified-done = La fiche est vérifiée par vous. Elle redevient non vérifiée dès que le médecin la modifie.
doctors-withdrawn-done = La fiche est de nouveau non vérifiée.
doctors-reinstated-done = Le médecin peut de nouveau agir.

## Admins

admins-about = Qui est administrateur est décidé par autant d’administrateurs que le dit <quorum>le quorum</quorum>. Ce qui attend des approbations est sous <proposals>Propositions</proposals>.
admins-admin = Administrateur
admins-remove-menu = Retirer…
admins-remove-me = Dès lors, vous ne pourrez plus administrer.
admins-remove-about = Le journal garde ce que cet administrateur a fait. Le dernier administrateur ne peut pas être retiré.
admins-removing = Retrait…
admins-remove = Retirer<hidden> { $who }</hidden>
admins-add = Ajouter un administrateur
admins-address = Adresse ou carte d’enregistrement
admins-address-hint = Un administrateur peut enregistrer des personnes, changer des paramètres et mettre en pause, mais n’ouvre aucun document.
admins-adding = Ajout…
admins-add-button = Ajouter l’administrateur
admins-added = Le compte est maintenant administrateur.
admins-removed = Le compte n’est plus administrateur.

## Parameters and the pause

parameters-about = Ils valent aussitôt pour tous. Chaque changement est au journal avec l’ancienne et la nouvelle valeur.
parameters-self = Les patients peuvent s’enregistrer eux-mêmes
parameters-self-hint = Sinon un administrateur les enregistre à l’accueil. Maintenant : { $may ->
    [yes] ils le peuvent
   *[no] ils ne le peuvent pas
}.
parameters-consent = Consentement le plus long, en jours
parameters-consent-hint = Un patient ne peut pas consentir pour plus longtemps ; ce qui est donné reste. De 1 à { $most }. Maintenant : { $now }.
parameters-page = Page la plus grande, en entrées
parameters-page-hint = La part d’une liste qu’une seule question à la chaîne peut demander. Des pages plus petites exigent plus de questions. De 1 à { $most }. Maintenant : { $now }.
parameters-log-page = Page la plus grande du journal, en entrées
parameters-log-page-hint = De même pour le journal. De 1 à { $most }. Maintenant : { $now }.
parameters-quorum = Quorum
parameters-quorum-hint = Combien d’administrateurs doivent approuver ce qui peut nuire à tous : administrateurs, paramètres, qui écrit dans le journal, nouveau code. Au plus autant qu’il y a d’administrateurs. Maintenant : { $now }.
parameters-notice = Préavis des mises à jour
parameters-notice-hint = Combien de temps un nouveau code est annoncé à tous avant de pouvoir être exécuté, avec le symbole de son unité : 7 d pour des jours, 36 h pour des heures. Il ne peut qu’être relevé. Maintenant : { $now }.
parameters-saving = Enregistrement…
parameters-save = Enregistrer
parameters-bad-consent = le consentement le plus long n’est pas un nombre entier
parameters-bad-page = la page la plus grande n’est pas un nombre entier
parameters-bad-log-page = la page la plus grande du journal n’est pas un nombre entier
parameters-bad-quorum = le quorum n’est pas un nombre entier
parameters-bad-next = Écrivez-le en chiffres, par exemple 30.
parameters-large-quorum = le quorum est plus grand que le nombre possible d’administrateurs
parameters-large-quorum-next = Choisissez au plus autant qu’il y a d’administrateurs.
parameters-changed = Changé : { $changes }.
parameters-unchanged = Rien n’a été changé.
pause = Pause
pause-on = Le système est en pause jusqu’au <until/> au plus tard : personne ne peut s’enregistrer, écrire, donner un consentement ou ouvrir un document. Révoquer, changer des clés, effacer et suspendre restent possibles.
pause-resuming = Reprise…
pause-resume = Reprendre
pause-about = Tant que le système est en pause, personne ne peut s’enregistrer, écrire, donner un consentement ou ouvrir un document. Ce qui retire un accès n’est jamais arrêté : révoquer un consentement, changer des clés, effacer un document, suspendre un médecin. Une pause finit d’elle-même après trois jours, et la suivante ne peut commencer qu’après autant de temps qu’elle a duré. Rien n’est perdu.
pause-menu = Mettre le système en pause…
pause-warning = Tout le monde est arrêté jusqu’à ce que vous repreniez, ou pendant trois jours, y compris des médecins au milieu d’un traitement.
pause-pausing = Mise en pause…
pause-done = En pause pour trois jours au plus. Ce qui retire un accès reste possible : révoquer, changer des clés, effacer, suspendre.
pause-ended = Le système reprend.

## Proposals

proposals-about = Ce qui peut nuire à tous demande l’approbation de plusieurs administrateurs. Proposez des administrateurs sous <admins>Administrateurs</admins> et des paramètres sous <parameters>Paramètres</parameters>. Ce qui a les approbations nécessaires est fait ; un nouveau code est annoncé à tous avant de pouvoir être exécuté.
proposals-none = Rien n’a encore été proposé. Ce qu’un seul administrateur peut décider est fait aussitôt et n’est pas listé ici.
proposals-proposal = Proposition
proposals-what = Quoi
proposals-by = Par
proposals-approvals = Approbations
proposals-approvals-of = { $approvals } sur { $quorum }
proposals-state = État
proposals-open = ouverte
proposals-expired = expirée
proposals-announced = annoncée
proposals-ready = prête
proposals-carried-out = exécutée
proposals-called-off = annulée
proposals-not-before = pas avant le <time/>
proposals-expires = expire le <time/>
proposals-approving = Approbation…
proposals-approve = Approuver<hidden> la proposition { $number }</hidden>
proposals-carrying-out = Exécution…
proposals-carry-out = Exécuter<hidden> la proposition { $number }</hidden>
proposals-withdrawing = Retrait…
proposals-withdraw = Retirer<hidden> mon approbation de la proposition { $number }</hidden>
proposals-code = Nouveau code d’un contrat
proposals-code-about = Il est annoncé à tous pendant { $notice } avant de pouvoir être exécuté. Le contrat garde son adresse et tout ce qu’il contient.
proposals-contract = Contrat
proposals-part-admin = administrateurs
proposals-part-audit = journal
proposals-part-doctor = médecins
proposals-part-patient = patients
proposals-bundle = Nouveau code
proposals-bundle-hint = Son paquet, un fichier qui se termine par .contract. Le code est déposé là où la chaîne ne l’a pas.
proposals-bundle-read = Lire le fichier
proposals-proposing = Proposition…
proposals-code-button = Proposer le nouveau code
proposals-writers = Qui peut écrire dans le journal
proposals-writer = Adresse du contrat
proposals-writer-hint = Les entrées d’un contrat qui n’est aucun des quatre sont montrées comme étrangères.
proposals-writer-give = Proposer de le laisser écrire
proposals-writer-take = Proposer de retirer ce droit
proposals-no-number = le formulaire ne nomme aucune proposition
proposals-no-number-next = Revenez à la liste et choisissez-en une.
proposals-approved = La proposition { $number } a les approbations nécessaires et est exécutée.
proposals-withdrawn = Votre approbation de la proposition { $number } est retirée.
proposals-done = La proposition { $number } est exécutée.
proposals-writer-taken = Le contrat ne peut plus écrire dans le journal.
proposals-writer-given = Le contrat peut écrire dans le journal. Ses entrées sont montrées comme étrangères.
proposals-no-contract = aucun contrat n’est choisi
proposals-no-contract-next = Choisissez l’un des quatre.
proposals-code-done = Le contrat a le nouveau code.
proposals-code-is = Le nouveau code est { $code }. { $stands }

## The log

log-draw = Dessiner
log-verifying = Vérification…
log-verify = Vérifier
log-export = Exporter
log-export-table = Exporter comme tableau
log-about = Qui a fait quoi à qui, et quand. Il ne contient aucun nom et rien sur la santé de personne. { $count ->
    [one] { $count } entrée.
   *[other] { $count } entrées.
}
log-filtered = <strong>Filtré</strong> : un export contient ce que le filtre laisse passer. Sans filtre, c’est le journal entier, qui peut être vérifié.
log-head = L’empreinte de la dernière entrée
log-none-newest = Rien ne correspond parmi les entrées les plus récentes.
log-none = Aucune entrée ne correspond.
log-number = Nº
log-time = Date
log-who = Qui
log-what = Quoi
log-to-whom = À qui
log-subject = Au sujet de
log-block = bloc { $block }, empreinte { $hash }
log-themselves = soi-même
log-foreign = Étrangère : écrite par un contrat qui n’est aucun des quatre de ce système. Le journal prouve qu’elle a été écrite, non qu’elle est vraie.
log-newest = Les plus récentes
log-go-on = Chercher plus loin
log-older = Plus anciennes
log-contract-admin = contrat des administrateurs
log-contract-audit = contrat du journal
log-contract-doctor = contrat des médecins
log-contract-patient = contrat des patients
log-filter = Filtrer
log-filter-who = Qui l’a fait
log-filter-whom-hint = Le nom d’un médecin, ou une adresse, entière ou telle que la liste la montre
log-filter-any = tout
log-filter-from = Du
log-filter-until = Jusqu’au, ce jour compris
log-filter-all = Tout montrer
log-export-other = le filtre a été changé dans un autre onglet ; rechargez la page
log-export-other-next = Ce qu’elle montre est ce qu’un export de cette page contient.
log-export-locked = le compte a été verrouillé, ce qui a mis fin à l’export

## The log drawn

activity = Activité
activity-list = En liste
activity-counted = { $count ->
    [one] { $count } entrée.
   *[other] { $count } entrées.
}
activity-counted-cut = { $count ->
    [one] { $count } entrée, parmi les { $most } plus récentes du journal.
   *[other] { $count } entrées, parmi les { $most } plus récentes du journal.
}
activity-per = Entrées par { $unit ->
    [minute] minute
    [hour] heure
    [day] jour
    [week] semaine
   *[month] mois
}
activity-drawing = Entrées par { $unit ->
    [minute] minute
    [hour] heure
    [day] jour
    [week] semaine
   *[month] mois
} : au plus { $highest }, { $count } en tout. Les nombres sont dans le tableau ci-dessous.
activity-numbers = Les nombres en tableau
activity-from = À partir de
activity-entries = Entrées
activity-by-action = Par action
activity-share = Part de la plus fréquente

## Verifying the log

verify = Vérifier le journal
verify-about = Chaque entrée contient l’empreinte de la précédente. La vérification lit tout le journal, recalcule chaque empreinte sur cette machine et confronte la dernière à celle de la chaîne : une entrée modifiée, omise ou ajoutée la ferait échouer.
verify-whole = { $count ->
    [one] Le journal est entier : { $count } entrée, toutes les empreintes justes, la dernière est celle de la chaîne.
   *[other] Le journal est entier : { $count } entrées, toutes les empreintes justes, la dernière est celle de la chaîne.
}
verify-beginning = { $count ->
    [one] Ce qui a été lu est le vrai début du journal : { $count } entrée, toutes les empreintes justes ; entre-temps il y en a { $known }.
   *[other] Ce qui a été lu est le vrai début du journal : { $count } entrées, toutes les empreintes justes ; entre-temps il y en a { $known }.
}
verify-head = L’empreinte de la dernière est <hash/>. Confrontée à { $against }.
verify-write-down = Notez ceci ailleurs ; avec cela, quiconque peut vérifier un export, sans nœud :
verify-foreign = { $count ->
    [one] { $count } des entrées est étrangère : un contrat qui n’est aucun des quatre de ce système l’a écrite. Qu’elle a été écrite est prouvé, ce qu’elle dit ne l’est pas. La première :
   *[other] { $count } des entrées sont étrangères : un contrat qui n’est aucun des quatre de ce système les a écrites. Qu’elles ont été écrites est prouvé, ce qu’elles disent ne l’est pas. Les premières :
}
verify-now = Vérifier maintenant
verify-back = Retour au journal
verify-elsewhere = Un export du journal entier peut aussi être vérifié ailleurs, par quiconque a medink ; avec le nombre et l’empreinte que cette page donne, aucun nœud n’est nécessaire.

## Health

health-node = Nœud
health-newest = Dernier bloc
health-newest-is = { $height }, { $age } (<time/>)
health-writes = Écrit
health-disk-full = Son disque est trop plein. Libérez-y de la place ; il continue de lui-même.
health-room = Place sur son disque
health-unsaid = il ne le dit pas
health-old-block = Un nœud qui ne fait un bloc que lorsqu’il y a quelque chose à faire peut en avoir un ancien et aller bien.
health-stores = Dépôts
health-store = Dépôt
health-reached = Joint
health-holds = Contient
health-holds-is = { $count ->
    [one] { $count } contenu, { $size }
   *[other] { $count } contenus, { $size }
}
health-store-room = Place
health-nearly-full = presque plein
health-no-answer = il n’a pas répondu à temps
health-content = Contenu des documents
health-no-record = Il n’y a pas encore de document.
health-here = { $count ->
    [one] Le contenu de { $count } document a été cherché, et il est ici.
   *[other] Le contenu de { $count } documents a été cherché, et il est ici.
}
health-missing = { $missing ->
    [one] { $missing } document sur { $count } n’a pas de contenu entier dans ce dépôt.
   *[other] { $missing } documents sur { $count } n’ont pas de contenu entier dans ce dépôt.
}
health-older = Les documents plus anciens n’ont pas été regardés.
health-unreadable = { $count ->
    [one] { $count } n’a pas pu être cherché.
   *[other] { $count } n’ont pas pu être cherchés.
}
health-record-of = document { $number } de <who/>
health-copy = Le contenu qu’un autre dépôt possède peut en être copié ; demandez à qui gère les dépôts.
health-looking = Recherche…
health-look = Chercher si du contenu manque
health-look-about = Les { $most } documents les plus récents, jugés d’après leur taille.
health-uploads = Envois
health-no-uploads = Aucun n’est en cours sur cette machine.
health-uploads-are = { $count } en cours sur cette machine, { $entries } stockés et pas encore inscrits.
health-uploads-left = { $count ->
    [one] { $count } s’est interrompu ; il sera terminé ou nettoyé la prochaine fois que son propriétaire regardera ses documents.
   *[other] { $count } se sont interrompus ; ils seront terminés ou nettoyés la prochaine fois que leurs propriétaires regarderont leurs documents.
}
health-upgrades = Mises à jour
health-no-upgrades = Aucune n’est annoncée.
health-too-slow = la recherche de contenu a pris trop de temps et a été abandonnée
health-too-slow-next = Regardez si chaque dépôt répond, puis réessayez.
health-well = tout va bien
health-look-closer = à regarder
health-block-is = Dernier bloc { $height }, { $age }.
health-node-full = Le disque du nœud est trop plein.
health-node-silent = Le nœud n’a pas répondu.
health-silent = { $count ->
    [one] { $count } dépôt sur { $stores } n’a pas répondu.
   *[other] { $count } dépôts sur { $stores } n’ont pas répondu.
}
health-broke-off = { $count ->
    [one] { $count } envoi s’est interrompu.
   *[other] { $count } envois se sont interrompus.
}
ago-seconds = il y a { $count } s
ago-minutes = il y a { $count } min
ago-hours = il y a { $count } h
ago-days = { $count ->
    [one] il y a { $count } jour
   *[other] il y a { $count } jours
}
