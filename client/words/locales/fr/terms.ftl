### Ce que plusieurs parties disent. On vouvoie.
###
### record: document · consent: consentement · recovery words: mots de récupération · password: mot de passe ·
### access (to look): consultation · log: journal · hospital: hôpital · doctor: médecin · patient: patient ·
### admin: administrateur · store: dépôt · chain: chaîne · erase: effacer · sealed: scellé · key: clé ·
### registration card: carte d'enregistrement · node: nœud · fee: frais · deposit: caution · balance: solde ·
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

chain-at = la chaîne à l'adresse { $url }
chain-own = la chaîne du nœud de cette machine

upgrade-announced = Le contrat { $part ->
    [admin] des administrateurs
    [audit] du journal
    [doctor] des médecins
   *[patient] des patients
} reçoit un nouveau code, { $code }, pas avant le { $from } (proposition { $number }).
proposal-open = La proposition { $number } nécessite { $quorum } approbations et en a { $approvals }. Elle expire le { $until }.
proposal-announced = La proposition { $number } est annoncée à tous. Elle peut être exécutée du { $from } au { $until }.
proposal-announced-lacking = La proposition { $number } est annoncée à tous, mais nécessite { $quorum } approbations et en a { $approvals } : d'autres ne sont plus administrateurs, ou le quorum a été relevé. Avec elles, elle peut être exécutée du { $from } au { $until }.
proposal-approved = La proposition { $number } a les approbations nécessaires. Elle peut être exécutée jusqu'au { $until }.
proposal-ready = Le préavis de la proposition { $number } est écoulé. Elle peut être exécutée jusqu'au { $until }.
proposal-expired = La proposition { $number } a expiré.
proposal-carried-out = La proposition { $number } est exécutée.
proposal-called-off = La proposition { $number } est annulée.
propose-admin = faire de { $who } un administrateur
propose-no-admin = retirer à { $who } le rôle d'administrateur
propose-parameters = fixer les paramètres : enregistrement par soi-même { $self_registration ->
    [open] ouvert
   *[closed] fermé
}, consentement le plus long { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}, page la plus grande { $page ->
    [one] { $page } entrée
   *[other] { $page } entrées
}, quorum { $quorum }, préavis des mises à jour { $notice }
propose-log-page = fixer la page la plus grande du journal : { $count ->
    [one] { $count } entrée
   *[other] { $count } entrées
}
propose-writer = autoriser le contrat { $contract } à écrire dans le journal
propose-no-writer = retirer au contrat { $contract } le droit d'écrire dans le journal
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
