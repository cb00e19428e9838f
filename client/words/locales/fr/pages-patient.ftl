### Les pages du patient : documents, consentements, journal, profil.

## Ce que plusieurs d’entre elles disent

my-number = n° { $number }
my-record = Document
my-date = Date
my-by = Par
my-size = Taille
my-added = Ajouté
my-added-by = <added/> par <by/>
my-added-at = ajouté le { $when }
my-doctor = Médecin
my-scope = À quoi
my-why = Motif
my-until = Jusqu’au
my-from = à partir du <from/>
my-ended = terminé
my-of = De <doctor/>
my-open = Ouvrir
my-download = Télécharger
my-tag-erased = effacé
my-tag-faulty = illisible
my-tag-not-here = absent de ce dépôt
my-versions = { $count } versions
my-on-record = sur le document { $number }
my-choose-one = Choisissez l’un ou l’autre.
my-finished = Ce que d’autres avaient fait, ou ce qui restait à faire, est maintenant terminé.

## Vue d’ensemble

my-home-first = Premiers pas
my-home-profile = <link>Remplissez votre profil</link>, pour que les médecins sachent ce qu’ils doivent savoir en premier.
my-home-record = <link>Ajoutez votre premier document</link> : une lettre, une image, un résultat de laboratoire.
my-home-consent = <link>Donnez accès à un médecin</link>, autant et aussi longtemps que vous le voulez.
my-home-added = { $count ->
    [one] ajouté jusqu’ici
   *[other] ajoutés jusqu’ici
}
my-home-records = Voir les documents
my-home-access = Accès
my-home-doctors = { $count ->
    [one] médecin a accès en ce moment
   *[other] médecins ont accès en ce moment
}
my-home-consents = Voir les consentements
my-home-latest = Dernières entrées du journal
my-home-nothing = Rien encore. Tout ce qui est fait à votre sujet apparaît ici.
my-home-log = Tout le journal à votre sujet

## Ce qui est nouveau depuis la dernière visite

my-news = Quoi de neuf
my-news-since = Nouveau depuis votre passage du <since/>
my-news-first = Cette machine ne connaît aucune visite antérieure : voici ce qu’il y a de plus récent.
my-news-nothing = Rien. Personne n’a ouvert ni modifié quoi que ce soit qui vous appartienne.
my-news-nothing-since = Rien. Personne n’a ouvert ni modifié quoi que ce soit qui vous appartienne depuis.
my-news-ended = <doctor/> n’a plus accès depuis le <until/>
my-news-again = Redonner accès…
my-news-more-ended = { $count ->
    [one] et { $count } autre qui a pris fin
   *[other] et { $count } autres qui ont pris fin
}
my-news-written = Écrit par des médecins
my-news-changed = Modifié à votre sujet par d’autres
my-news-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
my-news-cut = Il y en a plus que ce qui a pu être examiné ici : <link>tout le journal à votre sujet</link>.
my-stranger = { $name } ({ $standing }, { $address })
my-stranger-record = { $who } n’avait encore jamais rien ouvert qui vous appartienne, et a ouvert votre document { $number } le { $when }. Si vous ne savez pas pourquoi, regardez les consentements.
my-stranger-visit = { $who } n’avait encore jamais rien ouvert qui vous appartienne, et a commencé le { $when } une visite pendant laquelle tout ce que couvre votre consentement peut être ouvert. Si vous ne savez pas pourquoi, regardez les consentements.
my-stranger-profile = { $who } n’avait encore jamais rien ouvert qui vous appartienne, et a ouvert votre profil et les titres de vos documents le { $when }. Si vous ne savez pas pourquoi, regardez les consentements.
my-strangers-more = { $count ->
    [one] Une autre personne qui n’avait encore jamais rien ouvert l’a fait ({ $count }) : la page « Qui a consulté » la nomme.
   *[other] { $count } autres personnes qui n’avaient encore jamais rien ouvert l’ont fait : la page « Qui a consulté » les nomme.
}
my-strangers-unlooked = Il y a eu plus d’ouvertures qu’on ne peut en examiner d’un coup : la page suivante dira si quelqu’un de nouveau est derrière les { $count } dernières. La page « Qui a consulté » nomme tout le monde, sous « Ouvert par d’autres ».
my-strangers-unknown = On n’a pas pu savoir si quelqu’un de nouveau a ouvert quelque chose qui vous appartient : { $why }

## Le journal

my-log = Qui a consulté, et ce qui a été fait
my-log-about = Chaque action à votre sujet est inscrite ici dans la même transaction que l’action. Personne ne peut la modifier ensuite.
my-log-everything = Tout
my-log-opened = Ouvert par d’autres
my-log-when = Quand
my-log-who = Qui
my-log-what = Quoi
my-log-did = { $action } : { $about }
my-log-did-to = { $action } : <whom/>
my-log-did-record = { $action } : <link>{ $title }</link> <small>n° { $number }</small>
my-log-did-number = { $action } : <link>document { $number }</link>
my-log-profile = profil et titres
my-log-visit = { $reason } ; tout ce que couvrait votre consentement pouvait être ouvert, pendant une heure au plus
my-log-none = Rien encore.
my-log-none-among = Personne d’autre parmi ceux-ci. Il y en a de plus anciens.
my-log-none-older = Il n’y a rien de plus ancien.
my-log-none-opened = Personne d’autre n’a ouvert quoi que ce soit qui vous appartienne.
my-log-foreign = Étranger : écrit par un contrat qui n’est pas l’un des quatre de ce système. Le journal prouve que cela a été écrit, non que c’est vrai.
my-log-total = { $total ->
    [one] Profil et documents ont été ouverts { $total } fois en tout, vos propres ouvertures comprises. Leur liste ne contient rien d’autre.
   *[other] Profil et documents ont été ouverts { $total } fois en tout, vos propres ouvertures comprises. Leur liste ne contient rien d’autre.
}
my-log-newest = Plus récents
my-log-older = Plus anciens

## Consentements : qui a accès, donner l’accès, le reprendre

my-consents = Qui a accès
my-consents-none = Personne n’a accès. Vous seul pouvez ouvrir vos documents.
my-consents-profile = votre profil
my-consents-change = Modifier ou prolonger…
my-consents-revoke = Révoquer…
my-consents-remove = Supprimer…
my-consents-back = Retour à qui a accès
my-grant = Donner accès
my-grant-change = Modifier l’accès
my-grant-extend = Modifier ou prolonger l’accès
my-grant-to = À <doctor/>
my-grant-another = choisir quelqu’un d’autre
my-grant-had = Le médecin a tout le dossier, et donc aussi ce que vous avez sélectionné : il n’y a rien à donner.
my-grant-selected = { $count ->
    [one] Le document que vous avez sélectionné est choisi ci-dessous.
   *[other] Les { $count } documents que vous avez sélectionnés sont choisis ci-dessous.
}
my-grant-selected-lost = De ce que vous avez sélectionné, ceci ne peut pas être donné, étant effacé ou absent de ce dépôt : { $records }.
my-grant-now = Actuellement : { $scope }, motif : { $purpose }, jusqu’au <until/> <left/>.
my-grant-now-later = Actuellement : { $scope }, motif : { $purpose }, du <from/> au <until/>.
my-grant-now-ended = Actuellement : { $scope }, motif : { $purpose }, <ended/> le <until/>.
my-grant-below = ce qui est choisi ci-dessous
my-grant-replaces = Ce que vous donnez ici le remplace aussitôt. Là où il couvre moins qu’avant, vos clés changent, comme après une révocation ; ce que le médecin a déjà vu, il l’a vu.
my-grant-revoke = Pour y mettre fin, <link>révoquez-le</link>.
my-grant-remove = Pour y mettre fin, <link>supprimez-le</link>.
my-grant-lost = Il nomme aussi ce qui ne peut plus être donné, étant effacé ou absent de ce dépôt : { $records }. Le nouveau ne le contient plus.
my-grant-these = Ces documents seulement
my-grant-no-record = Il n’y en a pas encore à choisir.
my-grant-most = 32 au plus, profil compris.
my-grant-find = Chercher parmi eux
my-grant-find-hint = Titre, type ou date
my-grant-older = une version antérieure
my-grant-profile = Le profil aussi
my-grant-whole = Tout le dossier
my-grant-whole-about = Tous les documents, passés et à venir, et le profil. Le médecin peut ajouter des documents.
my-grant-until = Jusqu’à quand
my-grant-week = Pour une semaine
my-grant-month = Pour 30 jours
my-grant-quarter = Pour 90 jours
my-grant-year = Pour un an
my-grant-day = Jusqu’à la fin du jour
my-grant-which-day = Le jour
my-grant-same-end = Si vous n’y touchez pas, l’accès prend fin comme prévu actuellement.
my-grant-giving = Octroi de l’accès…
my-grant-changing = Modification…
my-grant-choose = { $count ->
    [one] Au document que vous avez sélectionné. Choisissez le médecin.
   *[other] Aux { $count } documents que vous avez sélectionnés. Choisissez le médecin.
}
my-grant-given = Le consentement est donné.
my-grant-changed = Le consentement est modifié : celui-ci remplace le précédent.
my-grant-no-day = il manque le jour où le consentement prend fin
my-grant-no-day-next = Choisissez un jour.
my-grant-none-chosen = aucun document n’est choisi
my-grant-none-chosen-next = Choisissez au moins un document, ou tout le dossier.
my-grant-no-purpose = aucun motif n’est choisi
my-doctors-search = Chercher dans l’annuaire des médecins
my-doctors-hint = Nom, spécialité, lieu, adresse
my-doctors-none = Aucun médecin n’est encore enregistré. C’est un administrateur qui enregistre les médecins.
my-doctors-unfit = Aucun médecin de l’annuaire ne correspond à ces mots.
my-doctors-choose = Choisir
my-doctors-choose-this = Choisir { $doctor }
my-revoke = Révoquer
my-revoke-consent = Révoquer le consentement
my-revoke-about = Le médecin est refusé dès la première transaction. Ensuite vos clés changent, de sorte que ce que le médecin détient n’ouvre rien de ce qui sera écrit par la suite. Ce que le médecin a déjà vu, il l’a vu.
my-revoke-again = Donner aussi de nouvelles clés et places aux documents passés
my-revoke-again-about = Cela prend plus de temps. Les clés que le médecin a gardées n’ouvrent alors plus rien dans votre dépôt ; les copies du contenu restent où elles sont.
my-revoke-busy = Révocation…
my-revoke-leave = Ne rien changer
my-revoked = Le consentement est révoqué et vos clés ont changé : ce que ce médecin détient n’ouvre rien de ce qui sera écrit désormais. Ce que le médecin a déjà vu, il l’a vu.
my-revoked-again = Le consentement est révoqué et vos clés ont changé : ce que ce médecin détient n’ouvre rien de ce qui sera écrit désormais. Ce que le médecin a déjà vu, il l’a vu. { $records ->
    [one] { $records } document passé a une nouvelle clé et une nouvelle place.
   *[other] { $records } documents passés ont de nouvelles clés et places.
}
my-revoked-again-missing = Le consentement est révoqué et vos clés ont changé : ce que ce médecin détient n’ouvre rien de ce qui sera écrit désormais. Ce que le médecin a déjà vu, il l’a vu. { $records ->
    [one] { $records } document passé a une nouvelle clé et une nouvelle place.
   *[other] { $records } documents passés ont de nouvelles clés et places.
} { $missing ->
    [one] { $missing } est resté tel quel : son contenu n’est pas dans ce dépôt.
   *[other] { $missing } sont restés tels quels : leur contenu n’est pas dans ce dépôt.
}

## La liste des documents, et ce qui y est sélectionné

my-records-none = Il n’y a pas encore de document. Ajoutez le premier ci-dessus : une lettre, une image, un résultat de laboratoire. Il est scellé sur cette machine avant d’être déposé.
my-records-unfit = Aucun document ne correspond. Essayez avec moins de mots, ou un autre filtre.
my-records-select = Sélectionner
my-records-select-this = Sélectionner { $title }
my-records-back = Retour aux documents
my-selected-group = Documents sélectionnés
my-selected = Sélection : <count/>
my-selected-elsewhere = Sélection : <count/>, dont { $elsewhere } hors de cette page
my-selected-most = au plus { $most } à la fois
my-selected-full = On ne peut pas en sélectionner plus de { $most } à la fois.
my-selected-left-out = { $count ->
    [one] On ne peut pas en sélectionner plus de { $most } à la fois : { $count } est laissé de côté.
   *[other] On ne peut pas en sélectionner plus de { $most } à la fois : { $count } sont laissés de côté.
}
my-selected-access = Y donner accès…
my-selected-download = Les télécharger…
my-selected-erase = Les effacer…
my-selected-none = Tout désélectionner
my-selected-all = Tout sélectionner sur cette page
my-selected-no-record = ce qui a été sélectionné n’est pas un document : rien n’a été fait
my-select-anew = Rechargez la liste et sélectionnez de nouveau.
my-selected-nothing = rien n’est sélectionné
my-selected-nothing-next = Cochez au moins un document dans la liste.
my-selected-too-many = { $count ->
    [one] { $count } document est sélectionné, et le maximum est de { $most } à la fois
   *[other] { $count } documents sont sélectionnés, et le maximum est de { $most } à la fois
}
my-select-fewer = Sélectionnez-en moins, et les autres ensuite.
my-selected-gone = le document { $number } n’est pas dans votre liste, ou est effacé, ou a une version plus récente
my-selected-undecided = il n’est pas dit ce qui doit être fait des documents sélectionnés
my-selected-undecided-next = Appuyez sur l’un des boutons à côté de la sélection.
my-selected-too-many-consent = { $count ->
    [one] { $count } document est sélectionné, et un consentement en nomme { $most } au plus, profil compris
   *[other] { $count } documents sont sélectionnés, et un consentement en nomme { $most } au plus, profil compris
}
my-selected-too-many-consent-next = Sélectionnez-en moins, ou donnez accès à tout le dossier.

## Un document

my-record-all = Tous les documents
my-record-number = Numéro
my-record-file = Fichier
my-record-type = Format
my-record-refers = Se rapporte à
my-record-erased = Ce document est effacé : sa clé et sa place ont disparu de l’état de la chaîne. Le journal garde trace de son effacement.
my-record-faulty = Ce document est illisible : { $fault }. Cela ne gêne rien d’autre. Vous pouvez l’effacer ci-dessous.
my-record-not-here = Son contenu n’est pas dans ce dépôt, ou pas en entier. Il est peut-être dans le dépôt de celui qui l’a écrit.
my-record-rename-hint = Cela écrit une nouvelle version avec le même contenu, que vous signez. Celle-ci reste ci-dessous, telle quelle.
my-record-new = Nouvelle version
my-record-new-about = Une nouvelle version prend la place de celle-ci ; celle-ci reste ci-dessous.
my-record-notes = Notes à son sujet
my-record-note = Note
my-record-others = Autres versions
my-record-version = Version
my-record-erase = Effacer ce document…
my-record-none = il n’y a pas de document { $number }
my-record-none-next = Choisissez-en un dans la liste des documents.

## Effacer

my-erase = Effacer
my-erase-ask = Effacer { $title } ?
my-erase-what = document { $number }, ajouté le <added/> par <by/>
my-erase-already = déjà effacé
my-erase-goes = Ce qui disparaît
my-erase-goes-about = Sa clé et sa place quittent l’état de la chaîne, et son contenu ce dépôt. Personne ne peut le faire revenir, pas même vous.
my-erase-stays = Ce qui reste
my-erase-stays-about = Le journal garde que le document { $number } a été ajouté et effacé, et qui l’a ouvert et quand ; non ce qu’il était. D’anciens blocs contiennent encore la clé emballée et la place, qui ne valent rien sans le contenu. Les copies qu’un médecin a faites, et les autres dépôts qui gardent le contenu, sont hors d’atteinte d’ici. Les autres versions du document restent.
my-erase-sure = Effacer { $title } pour de bon
my-erase-busy = Effacement…
my-erase-keep = Le garder
my-erase-records = { $count ->
    [one] Effacer { $count } document ?
   *[other] Effacer { $count } documents ?
}
my-erase-records-goes = Leurs clés et leurs places quittent l’état de la chaîne, et leur contenu ce dépôt. Personne ne peut les faire revenir, pas même vous. Chacun est une transaction à lui seul : ce qui échoue ne touche que son document, et est signalé.
my-erase-records-stays = Le journal garde que des documents de ces numéros ont été ajoutés et effacés, et qui les a ouverts et quand ; non ce qu’ils étaient. D’anciens blocs contiennent encore les clés emballées et les places, qui ne valent rien sans le contenu. Les copies qu’un médecin a faites, et les autres dépôts qui gardent le contenu, sont hors d’atteinte d’ici.
my-erase-versions = Certains ont d’autres versions
my-erase-versions-all = Effacer toutes les versions, { $all } en tout
my-erase-versions-one = N’effacer que ceux de la liste ci-dessus
my-erase-versions-one-about = Une version antérieure prend la place de chacun.
my-erase-records-sure = { $count ->
    [one] L’effacer pour de bon
   *[other] Effacer les { $count } pour de bon
}
my-erase-records-keep = { $count ->
    [one] Le garder
   *[other] Les garder
}
my-erase-unsure = rien n’a été effacé : ce n’était pas confirmé
my-erase-unsure-next = Cochez la case si c’est bien ce que vous voulez.
my-erase-undecided = rien n’a été effacé : il n’est pas dit si les versions antérieures sont visées aussi
my-erase-undecided-next = Choisissez l’un des deux.
my-erase-newer = rien n’a été effacé : il y a maintenant une version plus récente, le document { $number }
my-erase-newer-next = Elle est comptée ci-dessous. Regardez encore, et choisissez de nouveau.
my-erase-too-many = { $count ->
    [one] rien n’a été effacé : avec toutes les versions, cela fait { $count } document, et le maximum est de { $most } à la fois
   *[other] rien n’a été effacé : avec toutes les versions, cela fait { $count } documents, et le maximum est de { $most } à la fois
}
my-erased-one = Le document { $number } est effacé : la clé et la place ont disparu de l’état de la chaîne, et le contenu de ce dépôt.
my-erased = { $now ->
    [one] { $now } document est effacé : la clé et la place ont disparu de l’état de la chaîne, et le contenu de ce dépôt.
   *[other] { $now } documents sont effacés : les clés et les places ont disparu de l’état de la chaîne, et le contenu de ce dépôt.
}
my-erased-nothing = Rien n’a été effacé cette fois.
my-erased-before = { $before ->
    [one] Rien n’a été effacé cette fois. { $before } document était déjà effacé.
   *[other] Rien n’a été effacé cette fois. { $before } documents étaient déjà effacés.
}
my-erased-and-before = { $now ->
    [one] { $now } document est effacé : la clé et la place ont disparu de l’état de la chaîne, et le contenu de ce dépôt.
   *[other] { $now } documents sont effacés : les clés et les places ont disparu de l’état de la chaîne, et le contenu de ce dépôt.
} { $before ->
    [one] { $before } document était déjà effacé.
   *[other] { $before } documents étaient déjà effacés.
}
my-not-erased = { $count ->
    [one] { $count } document n’est pas effacé
   *[other] { $count } documents ne sont pas effacés
}
my-not-erased-next = La raison est indiquée à côté de chacun.
my-not-erased-yet = { $count ->
    [one] { $count } document n’est pas encore effacé : après { $seconds } s, on n’en commence pas d’autre
   *[other] { $count } documents ne sont pas encore effacés : après { $seconds } s, on n’en commence pas d’autre
}
my-not-erased-yet-next = Effacez aussi le reste : il est listé ci-dessous.

## Télécharger

my-export = Tout télécharger
my-export-about = { $records ->
    [one] Une archive avec votre document, toutes ses versions, votre profil, vos consentements et le journal à votre sujet.
   *[other] Une archive avec vos { $records } documents, toutes leurs versions, votre profil, vos consentements et le journal à votre sujet.
}
my-export-about-size = { $records ->
    [one] Une archive avec votre document, toutes ses versions, votre profil, vos consentements et le journal à votre sujet : environ { $size }.
   *[other] Une archive avec vos { $records } documents, toutes leurs versions, votre profil, vos consentements et le journal à votre sujet : environ { $size }.
}
my-export-begin = Elle s’ouvre sans medink : commencez par la page <page>index.html</page>, qui énumère tout avec titre, type, date, auteur, versions et notes, et dit ce qui manque et pourquoi.
my-export-unlogged = Personne n’en est averti : les documents sont les vôtres, ce n’est donc pas inscrit au journal.
my-download-records = { $count ->
    [one] Télécharger { $count } document
   *[other] Télécharger { $count } documents
}
my-download-about = Une archive avec ceux-ci, chacun dans cette version, et la page <page>index.html</page> pour les lire, qui dit ce qui manque et pourquoi. Votre profil, vos consentements, le journal et votre adresse n’y sont pas.
my-archive-how = Comment
my-archive-encrypted = Chiffrée par un mot de passe
my-archive-encrypted-about = Un ZIP en AES-256, et dedans un autre avec tout. Il s’ouvre avec 7-Zip ou WinZip sous Windows, Keka sur Mac, Ark ou File Roller sous Linux ; Windows seul ne l’ouvre pas. Sans le mot de passe personne ne peut l’ouvrir, pas même medink.
my-archive-password = Mot de passe de l’archive
my-archive-password-about = Au moins 20 caractères : quatre ou cinq mots que vous seul mettriez ensemble. Qui trouve le fichier peut essayer des mots de passe rapidement.
my-archive-plain = Non chiffrée
my-archive-plain-about = S’ouvre partout d’un clic. Quiconque reçoit le fichier, ou utilise cet ordinateur, peut lire vos documents : supprimez-le quand vous n’en avez plus besoin.
my-archive-begins = Le téléchargement commence aussitôt et peut prendre des minutes. Verrouiller le compte y met fin.
my-archive-passwords-differ-next = Tapez deux fois le même.
my-archive-unchosen = il n’est pas choisi si l’archive est chiffrée
my-archive-ended = l’archive s’est terminée avant de commencer

## Le profil

my-profile-about = Scellé avec vos clés. Les médecins ne le voient qu’avec un consentement qui le couvre.
my-profile-name = Nom complet
my-profile-birth = Date de naissance
my-profile-gender = Sexe
my-profile-identifier = Numéro d’assuré ou de dossier
my-profile-phone = Téléphone
my-profile-email = Adresse e-mail
my-profile-blood = Groupe sanguin
my-profile-emergency = En cas d’urgence, appeler
my-profile-address = Adresse postale
my-profile-allergies = Allergies et intolérances
my-profile-save = Enregistrer
my-profile-written = Votre profil est écrit, scellé.
