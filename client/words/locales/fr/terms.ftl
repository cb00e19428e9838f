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

receipts-one = 1 transaction, frais { $fee }
receipts-many = { $count ->
    [one] { $count } transaction
   *[other] { $count } transactions
}
