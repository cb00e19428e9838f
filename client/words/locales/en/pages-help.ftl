### The help page (client/panels).

guide = Help
guide-title = Help with these pages
guide-about = Every page says what it does, and every mistake says what to do next. This one says where to begin.

## For everybody

guide-all = For everybody
guide-all-account = An account is a key on this computer. Its password opens it here; its recovery words bring it back anywhere. Write the words down on paper, and show them to nobody.
guide-all-lock = Lock the account when you leave. It locks by itself after a while; what you have typed in a note is kept for you.
guide-all-registered = You can do something once an admin has registered you. The registration card on the page “Account” is what the admin needs; it holds no secret.
guide-all-wait = What is written goes to the chain and takes some seconds. It costs a small fee, which the page tells afterwards.

## For patients

guide-patient = For patients
guide-patient-records = Drop files on the page “Records”. They are sealed on this computer before they are stored; nobody but you opens them.
guide-patient-consents = On the page “Consents” you let a doctor read: everything or single records, until when, and why. You can take it back at any time; what the doctor has already seen can't be unseen.
guide-patient-log = The page “Who looked” says who opened what, and when. Nobody can change it.

## For doctors

guide-doctor = For doctors
guide-doctor-visit = Choose a patient and begin a visit: it says why you look, is written into the log, and opens what the consent covers for its length.
guide-doctor-notes = Notes, plans and prescriptions become records of the patient, signed by you. One that was wrong is amended; the first version stays.

## For administrators

guide-admin = For administrators
guide-admin-register = Register people by their cards, one by one or from a table. What a table has wrong in one line costs that line alone.
guide-admin-propose = What can hurt everybody is a proposal: it takes the approvals of several admins, and new code is announced before it comes.
guide-admin-sees = An admin sees who deals with whom, and never what is in a record.

## When something goes wrong

guide-trouble = When something goes wrong
guide-trouble-words = Lost the password? The first page brings an account back by its recovery words. Lost the words too? Then nobody can open what only that account opens: not the hospital, and not whoever made medink.
guide-trouble-store = “Not in this store” means that the content is on another computer: ask who keeps it to copy it here.
guide-trouble-interrupted = What was interrupted goes on or is cleaned up the next time; nothing is paid twice.
