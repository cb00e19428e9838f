### La page d’aide (client/panels).

guide = Aide
guide-title = Aide sur ces pages
guide-about = Chaque page dit ce qu’elle fait, et chaque erreur dit quoi faire ensuite. Celle-ci dit par où commencer.

## Pour tous

guide-all = Pour tous
guide-all-account = Un compte est une clé sur cette machine. Son mot de passe l’ouvre ici ; ses mots de récupération le ramènent n’importe où. Notez ces mots sur du papier, et ne les montrez à personne.
guide-all-lock = Verrouillez le compte quand vous partez. Il se verrouille de lui-même après un moment ; ce que vous avez tapé dans une note est gardé pour vous.
guide-all-registered = Vous pouvez agir une fois qu’un administrateur vous a enregistré. La carte d’enregistrement de la page « Compte » est ce qu’il lui faut ; elle ne contient rien de secret.
guide-all-wait = Ce qui est écrit va sur la chaîne et prend quelques secondes. Cela coûte de petits frais, que la page indique ensuite.

## Pour les patients

guide-patient = Pour les patients
guide-patient-records = Déposez des fichiers sur la page « Documents ». Ils sont scellés sur cette machine avant d’être déposés ; personne d’autre que vous ne les ouvre.
guide-patient-consents = Sur la page « Consentements » vous laissez un médecin lire : tout ou des documents isolés, jusqu’à quand, et pourquoi. Vous pouvez le retirer à tout moment ; ce que le médecin a déjà vu, il l’a vu.
guide-patient-log = La page « Qui a consulté » dit qui a ouvert quoi, et quand. Personne ne peut la modifier.

## Pour les médecins

guide-doctor = Pour les médecins
guide-doctor-visit = Choisissez un patient et commencez une visite : elle dit pourquoi vous consultez, est inscrite dans le journal, et ouvre ce que le consentement couvre pendant sa durée.
guide-doctor-notes = Notes, plans et ordonnances deviennent des documents du patient, signés par vous. Une note fautive est remplacée par une nouvelle version ; la première reste.

## Pour les administrateurs

guide-admin = Pour les administrateurs
guide-admin-register = Enregistrez les personnes par leurs cartes, une à une ou depuis un tableau. Ce qui est faux dans une ligne d’un tableau ne coûte que cette ligne.
guide-admin-propose = Ce qui peut nuire à tous est une proposition : il y faut les approbations de plusieurs administrateurs, et un nouveau code est annoncé avant d’arriver.
guide-admin-sees = Un administrateur voit qui a affaire à qui, et jamais ce qu’il y a dans un document.

## Quand quelque chose ne va pas

guide-trouble = Quand quelque chose ne va pas
guide-trouble-words = Mot de passe perdu ? La première page ramène un compte par ses mots de récupération. Mots perdus aussi ? Alors personne ne peut ouvrir ce que seul ce compte ouvre : ni l’hôpital, ni ceux qui ont fait medink.
guide-trouble-store = « Absent de ce dépôt » signifie que le contenu est sur une autre machine : demandez à qui le garde de le copier ici.
guide-trouble-interrupted = Ce qui a été interrompu reprend ou est nettoyé la fois suivante ; rien n’est payé deux fois.
