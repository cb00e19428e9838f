### La page qui sert à lire une archive des documents d’un patient, depuis un disque, sans medink.

archive-title = Mes documents médicaux
archive-made = Faite le { $made }. Le compte : <code>{ $account }</code>
archive-made-some = Faite le { $made }. Une partie des documents, chacun tel qu’il figure ci-dessous ; rien d’autre n’est dans cette archive.
archive-missing = Absents de cette archive
archive-cut-off = Interrompu : seul le début est ici, et l’on ne peut pas s’y fier : { $why }
archive-erased = Effacé : plus personne ne l’a.
archive-not-here = Son contenu n’est pas dans les dépôts de la machine qui a fait cette archive.
archive-unreadable = Lecture impossible : { $why }
archive-profile = Profil
archive-no-profile = Il n’y en a pas.
archive-field-name = nom
archive-field-birth-date = date de naissance
archive-field-gender = sexe
archive-field-identifier = identifiant
archive-field-phone = téléphone
archive-field-email = e-mail
archive-field-address = adresse
archive-field-emergency-contact = contact d’urgence
archive-field-allergies = allergies
archive-field-blood-group = groupe sanguin
archive-for-programs = La même chose pour les programmes : <file>{ $name }</file>
archive-records = Documents
archive-no-record = Il n’y en a pas encore.
archive-version = Version
archive-kind = Type
archive-date = Date
archive-by = Par
archive-file = Fichier
archive-number = n° { $number }
archive-added = ajouté le { $day }
archive-notes = Notes à son sujet :
archive-note-on = Note sur le <link>document { $number }</link>
archive-consents = Consentements
archive-no-consent = Personne n’a accès.
archive-doctor = Médecin
archive-scope = À quoi
archive-purpose = Motif
archive-until = Jusqu’au
archive-until-then = { $until }
archive-until-ended = { $until } (terminé)
archive-covers-whole = tout le dossier
archive-log = Le journal
archive-log-about = <file>log.jsonl</file> contient { $count ->
    [one] l’unique entrée
   *[other] les { $count } entrées
} au sujet de ce compte : qui a fait quoi, et quand, une par ligne de JSON. Chacune a sa propre empreinte, par laquelle on la retrouve dans le journal entier, et seul le journal entier peut être vérifié. La création de cette archive n’est dans aucun journal : vous étiez seul présent.
