### Ce qui est dit pendant que quelque chose se fait (client/core).

## Transferts en cours

told-sealing = Scellement et dépôt
told-opening = Ouverture
told-encrypting = Nouveau chiffrement
told-copying = Copie
told-packing = Mise en archive

## Ce qui est fait en plus de ce qui a été demandé

told-changing-keys = Les clés sont changées, pour que ceux dont le consentement a pris fin n’ouvrent rien de nouveau.
told-no-keys = Les médecins ne reçoivent pas de clés cette fois : { $why }
told-link-renewed = Le lien de la génération { $generation } de vos clés vers la précédente est endommagé, et il est renouvelé.
told-sealed-again = Un médecin a une nouvelle clé de chiffrement : le consentement est scellé de nouveau pour elle.
told-keys-not-given = Les médecins qui ont un consentement n’ont pas encore vos nouvelles clés : { $why }
told-record-unshared = Le document { $number } ne peut pas encore être partagé : { $why }
told-notes-unshared = Les notes des médecins ne sont pas encore partagées : { $why }
told-profile-unshared = Votre profil ne peut pas être partagé : { $why }
told-consent-left = Le consentement à { $doctor } reste tel quel : { $why }
told-consent-not-remembered = Le consentement est donné, mais cette machine ne s’en souvient pas : { $why }
told-sealed-anew = Le document d’un autre patient a pris la place de ce qui était scellé. Il est scellé à nouveau.
told-upload-forgotten = Un envoi antérieur, interrompu, ne peut pas être terminé et est oublié : { $why }
told-upload-recorded = Un envoi antérieur, interrompu, est maintenant enregistré sous le numéro { $number }.
told-upload-waits = Un envoi antérieur, interrompu, attend d’être enregistré : { $why }
told-upload-cleaned = Un envoi antérieur, interrompu, ne peut plus être enregistré et a été nettoyé : { $why }
told-list-not-remembered = La liste n’est pas mémorisée : { $why }
told-new-not-looked-at = Ce qui est nouveau ne peut pas être consulté : { $why }
told-erased-not-in-store = Le document est effacé sur la chaîne, mais un dépôt injoignable peut encore avoir son contenu. Quand il sera de retour, la prochaine consultation des documents l’y supprimera.

## Un déploiement

told-instantiating = Envoi et mise en place de { $contract }
told-registering = Enregistrement des contrats auprès de admin
