### The doctor's pages.

## Patients

doctor-patients = My patients
doctor-templates = Note templates
doctor-entry = Directory entry
doctor-patient = Patient
doctor-patient-at = Patient { $address }
patients-unnamed = Patients can't find you by name yet. <link>Write your entry in the directory</link>.
patients-none = No patient has given you a consent yet.
patients-none-now = No patient gives you a consent now.
patients-how = A patient finds you in the directory and gives it on the page Consents; then the patient is listed here.
patients-consent-to = Consent to
patients-for = For
patients-left = Left
patients-until = Until
patients-born = born { $date }
patients-shown = { $first } to { $last } of { $total }
patients-names = A name is shown for patients whose profile you have opened on this machine, for as long as their consent lasts.
patients-unlooked = Whose consents have ended can't be looked up: { $why }.
patients-ended = Ended
patients-ended-tag = ended
patients-ended-about = These patients have taken their consent back. What it had opened is forgotten, names and titles too. Listed are those whom this machine has seen, and on a new machine those about whom you opened or wrote something lately.
patients-ended-before = long ago
patients-ended-unknown = date not known yet; this page looks for it each time it is loaded

## On every page about a patient: who it is, the consent, the visit

banner = The patient
banner-born = born { $date }
banner-allergies = <label>Allergies:</label> { $allergies }
banner-no-allergies = Allergies: none written down
doctor-consent-begins = begins <from/>
doctor-consent-expired = expired
doctor-consent = Consent to { $scope }, for <purpose/>, until <until/>
doctor-no-consent = this patient has given you no consent, or has taken it back
doctor-no-consent-next = Ask the patient for one. It is given on the patient's page Consents.
visit-line = Visit since <since/>, until <until/> at the latest. It covers { $covers }. The patient sees when it began, and why: <reason>{ $reason }</reason>.
visit-end = End the visit
visit-closed = Profile and titles are closed.
visit-none = No visit is under way.
visit-not-covered = The visit does not cover this record.
visit-none-next = { $why } Begin another and come back here, or open this record alone.
visit-covers = profile, titles and { $count ->
    [one] { $count } record
   *[other] { $count } records
}
visit-covers-all = profile, titles and all records of the consent
visit-covers-some = titles and content of { $count ->
    [one] { $count } record
   *[other] { $count } records
}, not the profile
visit-covers-some-all = titles and content of all records of the consent, not the profile
visit-why = Why
visit-begin = Begin the visit, and log it
visit-beginning = Beginning…
visit-begun = The visit has begun, and the log says so.
visit-ended = The visit has ended. Profile and titles are closed.
visit-unread = Profile and titles could not be read: { $why }
visit-no-reason = a visit needs a reason
visit-no-reason-next = Choose one; the patient alone reads it.

## A patient

doctor-consent-not-yet = This consent opens nothing yet. What follows is what everybody can see on the chain.
doctor-consent-over = This consent opens nothing any more. What follows is what everybody can see on the chain.
doctor-profile = Profile
doctor-profile-unread = The profile can't be read: { $why }. Ask the patient to write it again.
doctor-profile-not-covered = Your consent does not cover the profile.
doctor-profile-nothing = The patient has written nothing yet.
doctor-profile-nothing-more = The patient has written nothing more.
doctor-look-again = Look again
doctor-opening = Opening…
doctor-closed = Profile and titles are closed
doctor-closed-about = A visit writes one entry to the log, which the patient sees: that you looked, when, and why. It opens { $covers }, for one hour, or until the consent ends. Without a visit single records are logged one by one when you open them.
doctor-reason-sealed = The reason is sealed: the patient alone reads it.
doctor-write = Write
doctor-add-documents = Add documents…
doctor-records = Records
doctor-no-record = There is no record yet.
doctor-none-covered = Your consent covers no record.
doctor-no-record-next = Write a note above, or ask the patient to add documents.
doctor-record = Record
doctor-date = Date
doctor-by = By
doctor-record-number = Record { $number }
doctor-number = no. { $number }
doctor-versions = { $count ->
    [one] { $count } version
   *[other] { $count } versions
}
doctor-on-record = on record { $number }
doctor-erased = erased
doctor-unread = can't be read
doctor-not-here = not in this store
doctor-kind-closed = closed
doctor-kind-plan = treatment plan
doctor-added-at = added { $time }
doctor-no-fit = No record fits. Try fewer words, or another filter.
doctor-outside = { $count ->
    [one] { $count } record
   *[other] { $count } records
} that your consent does not cover…
doctor-outside-about = What everybody can see of them on the chain. Ask the patient if you need one.
doctor-outside-more = { $count ->
    [one] And { $count } more.
   *[other] And { $count } more.
}
doctor-gender = Gender
doctor-blood-group = Blood group
doctor-emergency = In an emergency call
doctor-phone = Telephone
doctor-mail = Mail address
doctor-address = Postal address
doctor-identifier = Insurance or record number

## A record

doctor-newer = There is a newer version: <link>record { $number }</link>.
doctor-record-its-number = Number
doctor-record-type = Type
doctor-record-type-size = { $media }, { $size }
doctor-record-added = Added
doctor-record-refers = Refers to
doctor-record-other = record { $number }
doctor-record-erased = The patient has erased it: its key and place are gone from the chain.
doctor-record-fault = It can't be read: { $why }. Its patient can erase it.
doctor-record-not-here = Its content is not in this store. It may be in the store of whoever wrote it.
doctor-record-nothing = Your consent opens nothing now.
doctor-record-not-covered = Your consent does not cover this record. Ask the patient for it if you need it.
doctor-record-gone-next = Go back to the patient's page.
doctor-open = Open
doctor-open-covered = Your visit covers it: opening it writes nothing more to the log.
doctor-open-not-shown = This kind of document can't be shown in a browser. It can be downloaded.
doctor-open-about = Opening it writes an entry to the log first, which the patient sees: that you opened record { $number }, and when.
doctor-open-logged = Open and log it
doctor-download = Download
doctor-download-logged = Download and log it
doctor-or-visit = Or begin a visit, and come back here…
doctor-or-visit-about = A visit writes one entry to the log, with when and why, and opens { $covers }, for one hour, or until the consent ends.
doctor-replace = Replace it
doctor-replace-about = A new version takes its place; this one stays and can still be opened.
doctor-replace-diagnosis = With a diagnosis
doctor-replace-plan = With a treatment plan
doctor-replace-medication = With a medication
doctor-replace-document = Replace it with a document…
doctor-correct = Correct it
doctor-correct-logged = Correct it, which opens and logs it
doctor-corrected = Record { $number } is opened to be corrected.
doctor-corrected-logged = Record { $number } is opened to be corrected, and the log says so.
doctor-correct-more = Record { $number } was opened. It says more than this form has fields for: write it anew, or replace it with a document.
doctor-correct-more-logged = Record { $number } was opened, and the log says so. It says more than this form has fields for: write it anew, or replace it with a document.
doctor-correct-no-note = this record is no note that can be filled into a form
doctor-correct-no-note-next = Write a new one in its place, or replace it with a document.
doctor-rename-about = It is opened for that, which the log tells the patient first. Then a new version is written with the same content, which you sign; this one stays.
doctor-annotate = Write a note on it
doctor-annotate-about = The record is another's, and only its author and the patient can replace it. A note refers to it and stands beside it.
doctor-versions-of-it = Versions
doctor-state = State
doctor-newest = newest
doctor-earlier = earlier
doctor-this-one = this one

## Notes

note-diagnosis = Diagnosis
note-plan = Treatment plan
note-medication = Medication
note-title-diagnosis = Diagnosis
note-title-plan = Title of the plan
note-title-medication = Medicine
note-amends = { $sort }, new version of record { $number }
note-about = { $sort } on record { $number }
note-begun = This is what you had begun. It is kept, sealed on this machine, until you add it or throw it away.
note-throw-away = Throw it away
note-dosage = How to take it
note-text = Everything else there is to say
note-code = Code
note-code-system = Code system
note-code-any = Code, if there is one
note-kept = Kept as a draft.
note-sealed = It is sealed on this machine and kept as FHIR. The patient reads it, and every doctor with a consent to the whole history. The log says that you wrote it, not what.
note-add = Seal and add
note-sealing = Sealing…
note-cancel = Cancel
note-where = Where the template goes
note-where-question = There is text already. Where does the template { $name } go?
note-where-below = Under the text
note-where-instead = In its place
note-template = Template…
note-template-begin = Begin with
note-template-use = Use it
note-template-keep = Keep this text as a template…
note-template-own = Your templates
note-visit = Begin a visit, and come back here…
note-visit-about = No visit is under way: name, allergies and titles are closed. A visit writes one entry to the log, with when and why, and opens { $covers }, for one hour, or until the consent ends. What you typed is kept as a draft.
note-draft-unwritten = a draft could not be written
note-draft-away = The draft is thrown away.
note-text-there = there is text already
note-text-there-next = Say below whether the template goes under it or in its place.
note-written = The note is written, sealed, as record { $number }.
note-written-on = The note is written, sealed, as record { $number }. It refers to record { $other }.
note-amended = Record { $number } is the new version of record { $old }, which stays.

## Templates of notes

templates-about = A note can begin with a template: choose one below the note's form. Your own are kept sealed on this machine, at most { $most } of at most { $longest } KB, until you throw them away.
templates-everybody = Everybody has: { $names }
templates-names = { $name }, { $next }
templates-name = Name
templates-rename = Rename
templates-new = A new one
templates-new-about = Leave out whatever is about a patient: a template is for every patient's notes.
templates-for = For
templates-text = Text
templates-keep = Keep it
templates-keeping = Keeping…
templates-none-chosen = no template is chosen
templates-none-chosen-next = Choose one of the list.
templates-no-sort = no sort of note is chosen
templates-no-sort-next = Choose one.
templates-renamed = The template is renamed.
templates-thrown-away = The template is thrown away.
templates-kept = The template is kept, sealed on this machine.

## The entry in the directory

entry-head = Your entry in the directory
entry-about = Patients find you by it. Everybody with the deployment file can read it, the public can't.
entry-registered = registered <at/>
entry-name = Full name
entry-specialty = Specialty
entry-organization = Works at
entry-identifier = Licence or register number
entry-languages = Languages
entry-save = Save
entry-saving = Saving…
entry-saved = The directory has the new entry.

## Templates that everybody has

template-soap = SOAP
template-soap-text =
    Subjective:

    Objective:

    Assessment:

    Plan:
template-findings = Findings and plan
template-findings-text =
    Reason for the visit:

    Findings:

    Assessment:

    Next steps:
template-goals = Goals and measures
template-goals-text =
    Goals:

    Measures:

    Who does what:

    Follow-up:
template-prescription = Prescription
template-prescription-text =
    Reason:

    How long:

    To watch for:

    Stop or come back if:

## What a document says on paper, and the fields of notes in it

opened-at = { $time }
fhir-resource-type = Resource type
fhir-author = Author
fhir-authored-on = Authored on
fhir-category = Category
fhir-clinical-status = Clinical status
fhir-code = Code
fhir-coding = Coding
fhir-created = Created
fhir-dosage-instruction = Dosage instruction
fhir-intent = Intent
fhir-medication = Medication codeable concept
fhir-note = Note
fhir-recorded-date = Recorded date
fhir-recorder = Recorder
fhir-reference = Reference
fhir-requester = Requester
fhir-status = Status
fhir-subject = Subject
fhir-system = System
fhir-text = Text
fhir-title = Title
