### Ce que plusieurs parties disent. On vouvoie.
###
### record: document · consent: consentement · recovery words: mots de récupération · password: mot de passe ·
### access (to look): consultation · log: journal · hospital: hôpital · doctor: médecin · patient: patient ·
### admin: administrateur · store: dépôt · chain: chaîne · erase: effacer · sealed: scellé · key: clé ·
### registration card: carte d’enregistrement · node: nœud · fee: frais · deposit: caution · balance: solde ·
### backup file: fichier de sauvegarde · lock, unlock: verrouiller, déverrouiller

size-bytes = { $count ->
    [one] { $count } octet
   *[other] { $count } octets
}
size-kb = { $number } Ko
size-mb = { $number } Mo
size-gb = { $number } Go
size-tb = { $number } To

length-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
length-hours = { $count } h
length-minutes = { $count } min
length-seconds = { $count } s

chain-at = la chaîne à l’adresse { $url }
chain-own = la chaîne du nœud de cette machine

upgrade-announced = Le contrat { $part ->
    [admin] des administrateurs
    [audit] du journal
    [doctor] des médecins
   *[patient] des patients
} reçoit un nouveau code, { $code }, pas avant le { $from } (proposition { $number }).
proposal-open = La proposition { $number } nécessite { $quorum } approbations et en a { $approvals }. Elle expire le { $until }.
proposal-announced = La proposition { $number } est annoncée à tous. Elle peut être exécutée du { $from } au { $until }.
proposal-announced-lacking = La proposition { $number } est annoncée à tous, mais nécessite { $quorum } approbations et en a { $approvals } : d’autres ne sont plus administrateurs, ou le quorum a été relevé. Avec elles, elle peut être exécutée du { $from } au { $until }.
proposal-approved = La proposition { $number } a les approbations nécessaires. Elle peut être exécutée jusqu’au { $until }.
proposal-ready = Le préavis de la proposition { $number } est écoulé. Elle peut être exécutée jusqu’au { $until }.
proposal-expired = La proposition { $number } a expiré.
proposal-carried-out = La proposition { $number } est exécutée.
proposal-called-off = La proposition { $number } est annulée.
propose-admin = faire de { $who } un administrateur
propose-no-admin = retirer à { $who } le rôle d’administrateur
propose-parameters = fixer les paramètres : enregistrement par soi-même { $self_registration ->
    [open] ouvert
   *[closed] fermé
}, consentement le plus long { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}, page la plus grande { $page ->
    [one] { $page } entrée
   *[other] { $page } entrées
}, quorum { $quorum }, préavis des mises à jour { $notice }
propose-log-page = fixer la page la plus grande du journal : { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
}
propose-writer = autoriser le contrat { $contract } à écrire dans le journal
propose-no-writer = retirer au contrat { $contract } le droit d’écrire dans le journal
propose-code = mettre le code { $code } à la place de celui du contrat { $part ->
    [admin] des administrateurs
    [audit] du journal
    [doctor] des médecins
   *[patient] des patients
}

receipts-one = 1 transaction, frais { $fee }
receipts-many = { $count ->
    [one] { $count } transaction
   *[other] { $count } transactions
}

## Personnes

you = vous
the-patient = le patient
standing-self-declared = non vérifié
standing-verified = vérifié par { $who }
name-with-standing = { $name } ({ $standing })
name-and-address = { $name }, { $address }
known-as-address = { $address }
known-as-you = vous ({ $address })
known-as-the-patient = le patient ({ $address })

## Qui a écrit un document

written-right = Écrit par { $named }, signature valable.
written-put-by-another = Attention : { $named } l’a écrit et signé, mais { $recorded } l’a inscrit sur la chaîne. Demandez aux deux avant de vous y fier.
written-unsigned = Attention : il se dit écrit par { $named }, et la signature est fausse ou vient du document d’un autre patient. Rien ne montre qui l’a écrit : renseignez-vous avant de vous y fier.
written-unsigned-put-by-another = Attention : il se dit écrit par { $named }, et la signature est fausse ou vient du document d’un autre patient ; { $recorded } l’a inscrit sur la chaîne. Rien ne montre qui l’a écrit : renseignez-vous avant de vous y fier.

## Consentements : ce qu’ils couvrent, pourquoi, combien de temps encore, ce qu’il faut savoir

covers-whole = tout le dossier
covers-records = documents { $numbers }
covers-records-profile = documents { $numbers }, profil
covers-profile = profil seul
purpose-treatment = soins
purpose-emergency = soins d’urgence
purpose-management = suivi des soins
purpose-payment = facturation
purpose-operations = gestion du cabinet
purpose-research = recherche
purpose-public-health = santé publique
purpose-request = à la demande du patient
left-expired = expiré
left-minutes = encore { $count } min
left-hours = encore { $count } h
left-days = encore { $count } jours
consent-suspended = Le médecin est suspendu et n’ouvre rien ; vos clés changent à votre prochaine utilisation.
consent-old-key = Le consentement est scellé pour une clé antérieure du médecin ; il sera scellé de nouveau à votre prochaine utilisation.
consent-suspended-old-key = Le médecin est suspendu et n’ouvre rien ; vos clés changent à votre prochaine utilisation. Le consentement est scellé pour une clé antérieure du médecin ; il sera scellé de nouveau à votre prochaine utilisation.

## Visites : pourquoi, comme le journal le dit et comme un formulaire le propose

reason-unread = le motif est illisible
reason-with-code = { $reason } ({ $code })
reason-coordination = coordination des soins
reason-request = demande du patient
reason-quality = amélioration de la qualité des soins
reason-payment = paiement des soins
offer-treatment = Soins
offer-emergency = Soins d’urgence
offer-management = Suivi des soins
offer-coordination = Coordination des soins
offer-request = À la demande du patient
offer-quality = Amélioration de la qualité des soins
offer-payment = Facturation

## Le journal : ce qui a été fait, et à quel sujet

action-admin-added = administrateur ajouté
action-admin-removed = administrateur retiré
action-system-parameters = paramètres du système modifiés
action-paused = système mis en pause
action-resumed = système remis en marche
action-contracts-registered = contrats enregistrés
action-contract-authorized = contrat autorisé à écrire dans le journal
action-contract-deauthorized = contrat exclu du journal
action-log-parameters = paramètres du journal modifiés
action-doctor-registered = médecin enregistré
action-doctor-profile = profil d’un médecin modifié
action-doctor-suspended = médecin suspendu
action-doctor-reinstated = médecin rétabli
action-consent-granted = consentement donné
action-consent-revoked = consentement révoqué
action-consent-rewrapped = consentement passé aux nouvelles clés
action-patient-registered = patient enregistré
action-patient-profile = profil du patient modifié
action-record-added = document ajouté
action-record-amended = nouvelle version d’un document ajoutée
action-record-resealed = clé d’un document changée
action-record-erased = document effacé
action-opened = ouvert
action-visit-begun = visite commencée
action-keys-changed = clés du patient changées
action-link-renewed = lien entre les clés du patient renouvelé
action-record-annotated = note ajoutée à un document
action-key-replaced = clé de chiffrement remplacée
action-doctor-attested = profil d’un médecin attesté
action-attestation-withdrawn = attestation retirée
action-proposal-made = proposition faite
action-proposal-approved = proposition approuvée
action-approval-withdrawn = approbation retirée
action-upgrade-announced = mise à jour d’un contrat annoncée
action-code-replaced = ancien code d’un contrat remplacé
action-code-upgraded = contrat mis à jour
about-profile = profil
about-visit = tout ce que le consentement couvre ; le motif est scellé
about-record = document { $number }
about-generation = génération { $number }
about-key = clé de chiffrement { $number }
about-proposal = proposition { $number }
about-code = code { $hash }
about-until = jusqu’au { $until }
about-account = { $account }
list = { $first }, { $rest }
change-self-registration = auto-enregistrement { $old ->
    [true] oui
   *[false] non
} → { $new ->
    [true] oui
   *[false] non
}
change-longest-consent = consentement le plus long { $old } → { $new }
change-page = plus grande page { $old } → { $new }
change-quorum = quorum { $old } → { $new }
change-notice = préavis des mises à jour { $old } s → { $new } s
change-log-page = plus grande page du journal { $old } → { $new }

## Documents

record-number = Document { $number }
kind-unknown = inconnu

motion-join = { $who } devient un hôpital du réseau
motion-leave = { $who } n’est plus un hôpital du réseau
motion-allow = l’appel { $call } peut être exécuté avec le droit suprême du runtime
motion-other = { $call }, que medink ne connaît pas
