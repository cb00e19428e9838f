### Errors of the panels that belong to no page: listening, pictures of cards (client/panels).

panels-one-address = les panneaux écoutent à une seule adresse, pas à toutes celles de cette machine
panels-one-address-next = Nommez l’adresse que le navigateur utilisera, ou omettez --listen pour cette seule machine.
panels-listening = écoute à { $address }
panels-listening-next = Choisissez un autre port, ou 0 pour un port libre.
panels-no-users = ce système ne dit pas à quel utilisateur appartient une connexion (il n’y a pas de /proc/net/tcp), les autres utilisateurs de la machine ne pourraient donc pas être tenus hors des panneaux
panels-no-users-next = Si vous en êtes le seul utilisateur, servez-les avec --trust-local-users.
panels-picture-busy = d’autres images sont en cours de lecture, et celle-ci devrait les attendre
panels-picture-busy-next = Collez la carte, ou réessayez dans une minute.
panels-picture-slow = la lecture de cette image prend trop de temps
panels-picture-smaller = Prenez-en une plus petite, du seul code, ou collez la carte.
panels-picture-no-code = il n’y a pas de code QR lisible dans cette image
panels-picture-no-code-next = Prenez-la de plus près, bien droite et sans reflets, ou collez la carte.
panels-picture-no-card = le code QR de cette image n’est pas une carte d’enregistrement de medink
panels-picture-no-card-next = Demandez le code de la page Compte, ou collez la carte.
panels-picture-large = cette image est trop grande
panels-picture-codes = il y a trop de codes QR dans cette image, ou de ce qui leur ressemble
panels-picture-codes-next = Prenez une image du seul code, ou collez la carte.
panels-no-picture = ce n’est pas une image lisible ici
panels-no-picture-next = Prenez une photo ou une capture d’écran, en PNG ou JPEG, ou collez la carte.
guard-not-here = cette adresse n’est pas celle où medink sert ses pages
guard-another-site = un autre site ne peut rien charger d’ici
guard-asked-elsewhere = ce qu’un autre site demande n’est pas fait
guard-from-nowhere = ce qui ne dit pas d’où cela vient n’est pas fait
