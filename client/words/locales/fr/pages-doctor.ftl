### Les pages du médecin.

## Patients

doctor-patients = Mes patients
doctor-templates = Modèles de note
doctor-entry = Fiche d’annuaire
doctor-patient = Patient
doctor-patient-at = Patient { $address }
patients-unnamed = Les patients ne peuvent pas encore vous trouver par votre nom. <link>Rédigez votre fiche dans l’annuaire</link>.
patients-none = Aucun patient ne vous a encore donné de consentement.
patients-none-now = Aucun patient ne vous donne de consentement actuellement.
patients-how = Un patient vous trouve dans l’annuaire et le donne sur la page Consentements ; il figure ensuite ici.
patients-consent-to = Consent à
patients-for = Pour
patients-left = Reste
patients-until = Jusqu’au
patients-born = né(e) le { $date }
patients-shown = { $first } à { $last } sur { $total }
patients-names = Un nom est affiché pour les patients dont vous avez ouvert le profil sur cette machine, tant que dure leur consentement.
patients-unlooked = Impossible de rechercher les consentements qui ont pris fin : { $why }.
patients-ended = Terminés
patients-ended-tag = terminé
patients-ended-about = Ces patients ont retiré leur consentement. Ce qu’il avait ouvert est oublié, noms et titres compris. Sont listés ceux que cette machine a vus et, sur une nouvelle machine, ceux pour lesquels vous avez récemment ouvert ou écrit quelque chose.
patients-ended-before = il y a longtemps
patients-ended-unknown = date pas encore connue ; cette page la cherche à chaque chargement

## Sur chaque page d’un patient : qui il est, le consentement, la visite

banner = Le patient
banner-born = né(e) le { $date }
banner-allergies = <label>Allergies :</label> { $allergies }
banner-no-allergies = Allergies : aucune n’est notée
doctor-consent-begins = commence le <from/>
doctor-consent-expired = expiré
doctor-consent = Consentement : { $scope }, motif : <purpose/>, jusqu’au <until/>
doctor-no-consent = ce patient ne vous a donné aucun consentement, ou l’a retiré
doctor-no-consent-next = Demandez-en un au patient. Il se donne sur sa page Consentements.
visit-line = Visite depuis le <since/>, jusqu’au <until/> au plus tard. Elle couvre { $covers }. Le patient voit quand elle a commencé, et pourquoi : <reason>{ $reason }</reason>.
visit-end = Terminer la visite
visit-closed = Profil et titres sont fermés.
visit-none = Aucune visite n’est en cours.
visit-not-covered = La visite ne couvre pas ce document.
visit-none-next = { $why } Commencez-en une autre et revenez ici, ou ouvrez ce seul document.
visit-covers = le profil, les titres et { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
visit-covers-all = le profil, les titres et tous les documents du consentement
visit-covers-some = les titres et le contenu de { $count ->
    [one] { $count } document
   *[other] { $count } documents
}, pas le profil
visit-covers-some-all = les titres et le contenu de tous les documents du consentement, pas le profil
visit-why = Motif
visit-begin = Commencer la visite, et la journaliser
visit-beginning = Début de la visite…
visit-begun = La visite a commencé, et le journal l’indique.
visit-ended = La visite est terminée. Profil et titres sont fermés.
visit-unread = Le profil et les titres n’ont pas pu être lus : { $why }
visit-no-reason = une visite doit avoir un motif
visit-no-reason-next = Choisissez-en un ; seul le patient le lit.

## Un patient

doctor-consent-not-yet = Ce consentement n’ouvre encore rien. Ce qui suit est visible de tous sur la chaîne.
doctor-consent-over = Ce consentement n’ouvre plus rien. Ce qui suit est visible de tous sur la chaîne.
doctor-profile = Profil
doctor-profile-unread = Le profil est illisible : { $why }. Demandez au patient de l’écrire à nouveau.
doctor-profile-not-covered = Votre consentement ne couvre pas le profil.
doctor-profile-nothing = Le patient n’a encore rien écrit.
doctor-profile-nothing-more = Le patient n’a rien écrit de plus.
doctor-look-again = Relire
doctor-opening = Ouverture…
doctor-closed = Profil et titres sont fermés
doctor-closed-about = Une visite inscrit une seule ligne au journal, que le patient voit : que vous avez consulté, quand et pourquoi. Elle ouvre { $covers }, pour une heure, ou jusqu’à la fin du consentement. Sans visite, chaque document est journalisé à part lorsque vous l’ouvrez.
doctor-reason-sealed = Le motif est scellé : seul le patient le lit.
doctor-write = Écrire
doctor-add-documents = Ajouter des documents…
doctor-records = Documents
doctor-no-record = Il n’y a encore aucun document.
doctor-none-covered = Votre consentement ne couvre aucun document.
doctor-no-record-next = Rédigez une note ci-dessus, ou demandez au patient d’ajouter des documents.
doctor-record = Document
doctor-date = Date
doctor-by = Auteur
doctor-record-number = Document { $number }
doctor-number = n° { $number }
doctor-versions = { $count ->
    [one] { $count } version
   *[other] { $count } versions
}
doctor-on-record = sur le document { $number }
doctor-erased = effacé
doctor-unread = illisible
doctor-not-here = absent de ce dépôt
doctor-kind-closed = fermé
doctor-kind-plan = plan de traitement
doctor-added-at = ajouté le { $time }
doctor-no-fit = Aucun document ne correspond. Essayez moins de mots, ou un autre filtre.
doctor-outside = { $count ->
    [one] { $count } document que votre consentement ne couvre pas…
   *[other] { $count } documents que votre consentement ne couvre pas…
}
doctor-outside-about = Ce que tout le monde peut en voir sur la chaîne. Demandez au patient si vous en avez besoin.
doctor-outside-more = { $count ->
    [one] Et { $count } autre.
   *[other] Et { $count } autres.
}
doctor-gender = Genre
doctor-blood-group = Groupe sanguin
doctor-emergency = À prévenir en cas d’urgence
doctor-phone = Téléphone
doctor-mail = Adresse e-mail
doctor-address = Adresse postale
doctor-identifier = Numéro d’assuré ou de dossier

## Un document

doctor-newer = Il existe une version plus récente : <link>document { $number }</link>.
doctor-record-its-number = Numéro
doctor-record-type = Format
doctor-record-type-size = { $media }, { $size }
doctor-record-added = Ajouté
doctor-record-refers = Se rapporte au
doctor-record-other = document { $number }
doctor-record-erased = Le patient l’a effacé : sa clé et son emplacement ont disparu de la chaîne.
doctor-record-fault = Il est illisible : { $why }. Son patient peut l’effacer.
doctor-record-not-here = Son contenu n’est pas dans ce dépôt. Il est peut-être dans celui de son auteur.
doctor-record-nothing = Votre consentement n’ouvre rien actuellement.
doctor-record-not-covered = Votre consentement ne couvre pas ce document. Demandez-le au patient si vous en avez besoin.
doctor-record-gone-next = Retournez à la page du patient.
doctor-open = Ouvrir
doctor-open-covered = Votre visite le couvre : l’ouvrir n’inscrit rien de plus au journal.
doctor-open-not-shown = Ce type de document ne peut pas être affiché dans un navigateur. Il peut être téléchargé.
doctor-open-about = L’ouvrir inscrit d’abord une ligne au journal, que le patient voit : que vous avez ouvert le document { $number }, et quand.
doctor-open-logged = Ouvrir et journaliser
doctor-download = Télécharger
doctor-download-logged = Télécharger et journaliser
doctor-or-visit = Ou commencer une visite, et revenir ici…
doctor-or-visit-about = Une visite inscrit une seule ligne au journal, avec sa date et son motif, et ouvre { $covers }, pour une heure, ou jusqu’à la fin du consentement.
doctor-replace = Le remplacer
doctor-replace-about = Une nouvelle version prend sa place ; celle-ci reste et peut toujours être ouverte.
doctor-replace-diagnosis = Par un diagnostic
doctor-replace-plan = Par un plan de traitement
doctor-replace-medication = Par une prescription
doctor-replace-document = Le remplacer par un document…
doctor-correct = Le corriger
doctor-correct-logged = Le corriger, ce qui l’ouvre et le journalise
doctor-corrected = Le document { $number } est ouvert pour être corrigé.
doctor-corrected-logged = Le document { $number } est ouvert pour être corrigé, et le journal l’indique.
doctor-correct-more = Le document { $number } a été ouvert. Il contient plus que ce formulaire n’a de champs : rédigez-le à nouveau, ou remplacez-le par un document.
doctor-correct-more-logged = Le document { $number } a été ouvert, et le journal l’indique. Il contient plus que ce formulaire n’a de champs : rédigez-le à nouveau, ou remplacez-le par un document.
doctor-correct-no-note = ce document n’est pas une note qui puisse remplir un formulaire
doctor-correct-no-note-next = Rédigez-en une nouvelle à sa place, ou remplacez-le par un document.
doctor-rename-about = Il est ouvert pour cela, ce que le journal indique d’abord au patient. Puis une nouvelle version est écrite avec le même contenu, que vous signez ; celle-ci reste.
doctor-annotate = Y joindre une note
doctor-annotate-about = Le document est d’un autre ; seuls son auteur et le patient peuvent le remplacer. Une note s’y rapporte et figure à côté.
doctor-versions-of-it = Versions
doctor-state = État
doctor-newest = la plus récente
doctor-earlier = antérieure
doctor-this-one = celle-ci

## Notes

note-diagnosis = Diagnostic
note-plan = Plan de traitement
note-medication = Prescription
note-title-diagnosis = Diagnostic
note-title-plan = Titre du plan
note-title-medication = Médicament
note-amends = { $sort }, nouvelle version du document { $number }
note-about = { $sort } sur le document { $number }
note-begun = Voici ce que vous aviez commencé. C’est conservé, scellé sur cette machine, jusqu’à ce que vous l’ajoutiez ou le jetiez.
note-throw-away = Jeter
note-dosage = Posologie
note-text = Tout ce qu’il y a d’autre à dire
note-code = Code
note-code-system = Classification
note-code-any = Code, s’il y en a un
note-kept = Conservé comme brouillon.
note-sealed = La note est scellée sur cette machine et conservée au format FHIR. Le patient la lit, ainsi que tout médecin ayant un consentement pour tout le dossier. Le journal indique que vous l’avez écrite, pas ce qu’elle dit.
note-add = Sceller et ajouter
note-sealing = Scellement…
note-cancel = Annuler
note-where = Où va le modèle
note-where-question = Il y a déjà du texte. Où placer le modèle { $name } ?
note-where-below = Sous le texte
note-where-instead = À sa place
note-template = Modèle…
note-template-begin = Commencer par
note-template-use = L’utiliser
note-template-keep = Garder ce texte comme modèle…
note-template-own = Vos modèles
note-visit = Commencer une visite, et revenir ici…
note-visit-about = Aucune visite n’est en cours : nom, allergies et titres sont fermés. Une visite inscrit une seule ligne au journal, avec sa date et son motif, et ouvre { $covers }, pour une heure, ou jusqu’à la fin du consentement. Ce que vous avez saisi est conservé comme brouillon.
note-draft-unwritten = un brouillon n’a pas pu être écrit
note-draft-away = Le brouillon est jeté.
note-text-there = il y a déjà du texte
note-text-there-next = Indiquez ci-dessous si le modèle va sous ce texte ou à sa place.
note-written = La note est écrite, scellée, comme document { $number }.
note-written-on = La note est écrite, scellée, comme document { $number }. Elle se rapporte au document { $other }.
note-amended = Le document { $number } est la nouvelle version du document { $old }, qui reste.

## Modèles de note

templates-about = Une note peut commencer par un modèle : choisissez-en un sous le formulaire de la note. Les vôtres sont conservés, scellés, sur cette machine, au plus { $most } d’au plus { $longest } Ko, jusqu’à ce que vous les jetiez.
templates-everybody = Chacun dispose de : { $names }
templates-names = { $name }, { $next }
templates-name = Nom
templates-rename = Renommer
templates-new = Nouveau modèle
templates-new-about = N’y mettez rien qui concerne un patient : un modèle sert aux notes de tous les patients.
templates-for = Pour
templates-text = Texte
templates-keep = Le garder
templates-keeping = Conservation…
templates-none-chosen = aucun modèle n’est choisi
templates-none-chosen-next = Choisissez-en un dans la liste.
templates-no-sort = aucune sorte de note n’est choisie
templates-no-sort-next = Choisissez-en une.
templates-renamed = Le modèle est renommé.
templates-thrown-away = Le modèle est jeté.
templates-kept = Le modèle est conservé, scellé sur cette machine.

## La fiche dans l’annuaire

entry-head = Votre fiche dans l’annuaire
entry-about = Les patients vous trouvent grâce à elle. Quiconque a le fichier de déploiement peut la lire, le public ne le peut pas.
entry-registered = enregistré le <at/>
entry-name = Nom complet
entry-specialty = Spécialité
entry-organization = Exerce à
entry-identifier = Numéro d’ordre ou de registre
entry-languages = Langues
entry-save = Enregistrer
entry-saving = Enregistrement…
entry-saved = L’annuaire a la nouvelle fiche.

## Les modèles que chacun a

template-soap = SOAP
template-soap-text =
    Subjectif :

    Objectif :

    Appréciation :

    Plan :
template-findings = Constats et conduite à tenir
template-findings-text =
    Motif de consultation :

    Constats :

    Appréciation :

    Suites :
template-goals = Objectifs et mesures
template-goals-text =
    Objectifs :

    Mesures :

    Qui fait quoi :

    Suivi :
template-prescription = Prescription
template-prescription-text =
    Motif :

    Durée :

    À surveiller :

    Arrêter ou revenir si :

## Ce qu’un document dit sur papier, et les champs de ses notes

opened-at = { $time }
fhir-resource-type = Type de ressource
fhir-author = Auteur
fhir-authored-on = Date de prescription
fhir-category = Catégorie
fhir-clinical-status = Statut clinique
fhir-code = Code
fhir-coding = Codage
fhir-created = Date de création
fhir-dosage-instruction = Posologie
fhir-intent = Intention
fhir-medication = Médicament
fhir-note = Note
fhir-recorded-date = Date de consignation
fhir-recorder = Consigné par
fhir-reference = Référence
fhir-requester = Prescripteur
fhir-status = Statut
fhir-subject = Patient concerné
fhir-system = Classification
fhir-text = Texte
fhir-title = Titre
