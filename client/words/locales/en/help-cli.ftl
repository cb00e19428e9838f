### Help of the command line (client/cli). The English of commands and arguments is that of their doc comments in client/cli/src/args.rs.

## What clap says by itself

help-usage = Usage:
help-usage-options = OPTIONS
help-commands = Commands
help-arguments = Arguments
help-options = Options
help-global-options = Global options
help-default = [default: { $value }]
help-env = [env: { $variable }]
help-values = [possible values: { $values }]
help-values-are = Possible values:
help-help = Print this message or the help of the given subcommand(s)
help--help = Print help: -h in short, --help in full
help--version = Print version

## What stands for a value

help-value-command = COMMAND
help-value-account = ACCOUNT
help-value-account-keys = ACCOUNT=KEYS
help-value-address = ADDRESS
help-value-amount = AMOUNT
help-value-card = CARD
help-value-contract = CONTRACT
help-value-count-hash = COUNT:HASH
help-value-date = DATE
help-value-days = DAYS
help-value-dir = DIR
help-value-doctor = DOCTOR
help-value-file = FILE
help-value-folder = FOLDER
help-value-key = KEY
help-value-kind = KIND
help-value-language = LANGUAGE
help-value-length = LENGTH
help-value-minutes = MINUTES
help-value-multiaddr = MULTIADDR
help-value-n = N
help-value-name = NAME
help-value-number = NUMBER
help-value-numbers = NUMBERS
help-value-order = ORDER
help-value-output = OUTPUT
help-value-patient = PATIENT
help-value-port = PORT
help-value-purpose = PURPOSE
help-value-shell = SHELL
help-value-to = TO
help-value-true-false = true|false
help-value-url = URL
help-value-value = VALUE
help-value-vote = VOTE
help-value-when = WHEN

## The program, and the options of every command

help = Medical records that their patients own
help-after =
    Start here:
      medink up                       start the node and the store of this machine
      medink deploy --as //Alice      deploy the four contracts (development chain)
      medink account new ada          make an account; show its card with: medink account show ada
    Every command has its own help with an example: medink record add --help
help--as = The account that acts: a name of the wallet, its address, or //Alice and the like on a development chain
help--passphrase-file = Read the passphrase from the first line of this file (or /dev/fd/N) instead of asking
help--profile = The connection profile of the config file: embedded, local, or your own
help--node = The node to talk to (ws:// on this machine, wss:// elsewhere), in place of the profile's
help--ipfs = The IPFS daemon to keep records with (its RPC, as in http://127.0.0.1:5001), or embedded, in place of the profile's stores
help--ipfs-credentials-file = The file with that daemon's credentials: bearer:TOKEN or basic:USER:PASSWORD, readable by its owner alone
help--wait = Wait until a transaction is in a block (usual on a development chain), or until that block is final (on others)
help--wait-is-included = Until it is in a block
help--wait-is-finalized = Until its block is final
help--tip = Pay so much on top of each fee, in the chain's token, to be served first
help--deposit-limit = Submit nothing that takes a larger storage deposit than this, in the chain's token
help--dry-run = Submit, store and change nothing; show which transactions it would take and what they would cost
help--yes = Answer every question with yes, but for passphrases; what may be left out, such as a title, is not asked for
help--verbose = Show on standard error what goes on; twice, what chain, store and wallet are asked and how long it takes
help--verbose-long = MEDINK_LOG says it more finely, such as medink_chain=debug,medink_store=info. Lines have addresses, hashes, sizes and times, and nothing that people wrote.
help--quiet = Show no progress and no remarks, only the result and what goes wrong
help--wide = Show tables whole, however narrow the terminal is
help--lang = The language of help, questions, answers and errors [default: the environment's (LC_ALL, LC_MESSAGES, LANG), else English]
help--lang-is-en = English
help--lang-is-fr = French
help--lang-is-ar = Arabic
help--json = Print one JSON object, for programs

## medink up

help-up = Start the node and the store of this machine
help-up-long = The node keeps a development chain of its own, or is one of the network that medink network join made this machine ready for.
help-up-after =
    Examples:
      medink up
      medink up --validator
help-up--port = The port for the node's RPC; 0 for a free one. The last one is remembered. A node that runs keeps its own
help-up--validator = In a network: make blocks and vote, as soon as the hospitals have admitted this one; false to follow alone. It is remembered [at first: false]
help-up--peer-port = In a network: the port that other hospitals' nodes are answered on. It is remembered [at first: 30333]

## medink down

help-down = Stop the node of this machine; its data stays
help-down-after =
    Example:
      medink down

## medink status

help-status = Show node, store, deployment and uploads under way
help-status-after =
    Example:
      medink status --json

## medink check, backup, restore

help-check = Look at every part of this machine: what is wrong with it, and what to do
help-check-long = Node, deployment, stores, accounts, journal, references, and what this machine remembers. What is wrong with one part keeps no other from being looked at.
help-check-after =
    Examples:
      medink check --as ada
      medink check --repair --as ada
      medink check --whole --json

    A repair starts this machine's node, finishes or cleans what was interrupted, closes files to others, removes what was
    left half written, makes indexes and references anew, and fetches content from other stores of the profile. It removes
    nothing that anybody may still need.

    The account's keys, journal and memory are looked at when it is open: a passphrase is asked for, or comes from
    --passphrase-file. The exit code is 7 if something is wrong, and 0 if all is well or was repaired.
help-check--repair = Repair what can be repaired without harm
help-check--whole = Hash every block of the account's records, and look for references that no record has. Takes longer
help-check--bundles = The folder with admin/, audit/, doctor/ and patient/ bundles [default: ink/ beside or above the program]
help-backup = Write accounts, deployments, config, journal, memory and indexes of this machine as one encrypted file
help-backup-after =
    Examples:
      medink backup machine.backup
      medink backup --with-store machine.backup
      medink backup - --backup-passphrase-file p | ssh elsewhere 'cat > machine.backup'

    Other medink programs may go on meanwhile. The file is read back whole before it gets its name. Its passphrase is asked
    for twice; without it nobody opens the backup. Who has both has the machine: key files stay encrypted under their own
    passphrases, and everything else is open. The node's chain is not in it.
help-backup--file = Where to write it, or - for standard output, which is no terminal
help-backup--with-store = Also the content of this machine's store
help-backup--backup-passphrase-file = Read the backup's passphrase from the first line of this file (or /dev/fd/N) instead of asking
help-restore = Restore a backup into this machine's folders
help-restore-long = Nothing is written over what is there: a file with the same content is passed over, and any other is refused before the first is written. So an interrupted restore is done again and goes on.
help-restore-after =
    Examples:
      medink restore machine.backup
      medink restore --verify machine.backup

    The backup is read to its end before anything of it is used: one that was cut off or changed is refused.
help-restore--file = The backup; with --verify also - for standard input
help-restore--verify = Write nothing: read it whole, and hold every file against its hash
help-restore--backup-passphrase-file = Read the backup's passphrase from the first line of this file (or /dev/fd/N) instead of asking

## medink deploy

help-deploy = Upload, instantiate, wire and authorise the four contracts; resumes where it was interrupted
help-deploy-after =
    Example:
      medink deploy --as //Alice
      medink deploy --profile clinic --as anna --admin 5F... --quorum 2
      medink deploy --check
help-deploy--check = Deploy nothing: compare what is on the chain with the bundles, and the contracts with each other
help-deploy--bundles = The folder with admin/, audit/, doctor/ and patient/ bundles [default: ink/ beside or above the program]
help-deploy--self-registration = Let patients register themselves
help-deploy--longest-consent-days = Longest consent, in days (1 to 3653) [default: 366]
help-deploy--admin = Another admin beside the one who deploys; may be given several times
help-deploy--quorum = How many admins have to approve what can hurt everybody, at most as many as there are
help-deploy--upgrade-notice = How long new code has to be announced, with its unit, such as 7d or 36h [default: 7d]

## medink invite

help-invite = Write the deployment file for others, who join with it
help-invite-long = Whoever has the file can use the system and read the doctors' directory: give it to nobody else. It opens nothing of a patient, and gives no right to write anything: rights come from an admin.
help-invite-after =
    Example:
      medink invite --output clinic.json
help-invite--output = Where to write it

## medink join

help-join = Join a system that others deployed, with the deployment file that an admin gave
help-join-long = The node has to be of the file's chain: name one with --node or --profile. The contracts on it are checked against the file before anything is kept.
help-join-after =
    Example:
      medink join clinic.json --profile clinic
help-join--file = The deployment file; `-` for standard input

## medink account

help-account = Accounts on this machine
help-account-new = Make an account; its phrase is shown once
help-account-new-after =
    Example:
      medink account new ada
help-account-new--name = What to call it on this machine. It names a file: don't use a patient's name
help-account-import = Import a phrase or a Polkadot.js JSON file
help-account-import-after =
    Examples:
      medink account import ada                    asks for the phrase
      medink account import ada --from ada.json    a Polkadot.js account file
help-account-import--name = What to call it on this machine
help-account-import--from = Read the phrase or the JSON from this file, or - for standard input
help-account-list = List the accounts on this machine
help-account-list-after =
    Example:
      medink account list
help-account-show = Show an account's address, registration card, roles and balance
help-account-show-after =
    Example:
      medink account show ada

    The card is what an admin needs to register the account. It holds no secret.
help-account-show--account = The account [default: the one that acts]
help-account-show--card = Print the card alone
help-account-export = Write an account as an encrypted Polkadot.js JSON file
help-account-export-after =
    Example:
      medink account export ada --output ada.json
help-account-export--account = The account
help-account-export--output = Where to write it
help-account-fund = Send balance to an account, so that it can pay fees and deposits
help-account-fund-after =
    Example:
      medink account fund ada 100 --as //Alice
help-account-fund--to = Who gets it: a name, an address, or //Bob
help-account-fund--amount = How much, in the chain's token, such as 12.5
help-account-new-key = Replace the encryption key, as a doctor, a patient or both, by the next one
help-account-new-key-after =
    Example:
      medink account new-key --as house

    The account and its phrase stay, and open everything as before. What others seal to the
    account is sealed to the new key from then on; patients seal their consents again at their next
    use.
help-account-rename = Call an account something else on this machine
help-account-rename-after =
    Example:
      medink account rename ada ada-home

    The account stays what it is. Profiles of the config file that name it get the new name.
help-account-rename--account = The account
help-account-rename--name = What to call it from now on
help-account-passphrase = Encrypt an account's key file under another passphrase
help-account-passphrase-after =
    Example:
      medink account passphrase ada

    Copies of the key file that were made before still open with the old one.
help-account-passphrase--account = The account
help-account-passphrase--new-passphrase-file = Read the new passphrase from the first line of this file (or /dev/fd/N) instead of asking
help-account-remove = Remove an account from this machine; without its phrase or an exported file it is lost
help-account-remove-after =
    Example:
      medink account remove old-ada

    The chain knows the account as before. Its phrase, or a file from `medink account export`, brings it back.
    With neither, everything that only this account opens is lost, and nobody can help.
help-account-remove--account = The account

## medink admin

help-admin = Govern: register people, admins, pause
help-admin-add = Propose to make an account an admin; done at once where one approval is enough
help-admin-add-after =
    Example:
      medink admin add 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --as //Alice
help-admin-add--account = The account
help-admin-remove = Propose to take an admin's role; the last admin stays
help-admin-remove-after =
    Example:
      medink admin remove //Bob --as //Alice
help-admin-remove--account = The account
help-admin-list = List the admins
help-admin-list-after =
    Example:
      medink admin list
help-admin-register-doctor = Register a doctor by the registration card
help-admin-register-doctor-after =
    Example:
      medink admin register-doctor doctor.card --details doctor.json --as //Alice

    doctor.json: {"{"}"name": "...", "specialty": "..."{"}"}; other fields: organization, identifier, phone, email, languages
help-admin-register-doctor--card = The registration card (medink account show): its text, a file that holds it, or - for standard input
help-admin-register-doctor--details = The profile as JSON: a file, or - for standard input; sealed before it leaves this machine
help-admin-register-doctor--fund = Send so much balance along, in the chain's token
help-admin-register-patient = Register a patient by the registration card; the profile is sealed to the patient
help-admin-register-patient-after =
    Example:
      medink admin register-patient patient.card --details patient.json --fund 100 --as //Alice

    patient.json: {"{"}"name": "...", "birth_date": "..."{"}"}; other fields: gender, identifier, phone, email, address, emergency_contact, allergies, blood_group
help-admin-register-patient--card = The registration card (medink account show): its text, a file that holds it, or - for standard input
help-admin-register-patient--details = The profile as JSON: a file, or - for standard input; sealed before it leaves this machine
help-admin-register-patient--fund = Send so much balance along, in the chain's token
help-admin-suspend = Suspend a doctor
help-admin-suspend-after =
    Example:
      medink admin suspend //Bob --as //Alice
help-admin-suspend--doctor = The doctor
help-admin-reinstate = Reinstate a suspended doctor
help-admin-reinstate-after =
    Example:
      medink admin reinstate //Bob --as //Alice
help-admin-reinstate--doctor = The doctor
help-admin-attest = Attest what a doctor's profile says; it lapses when the profile changes
help-admin-attest-after =
    Example:
      medink admin attest 5F... --as //Alice
help-admin-attest--doctor = The doctor
help-admin-withdraw-attestation = Take the attestation of a doctor's profile back
help-admin-withdraw-attestation-after =
    Example:
      medink admin withdraw-attestation 5F... --as //Alice
help-admin-withdraw-attestation--doctor = The doctor
help-admin-proposals = List what was proposed, newest first: what, by whom, with how many approvals, until when
help-admin-proposals-after =
    Example:
      medink admin proposals --last 5
help-admin-proposals--last = How many at most
help-admin-approve = Approve a proposal; it is done with the last approval that it needs
help-admin-approve-after =
    Example:
      medink admin approve 3 --as //Bob
help-admin-approve--number = The proposal's number
help-admin-withdraw = Take one's approval of a proposal back
help-admin-withdraw-after =
    Example:
      medink admin withdraw 3 --as //Bob
help-admin-withdraw--number = The proposal's number
help-admin-carry-out = Carry out what has the approvals that it needs: an upgrade whose notice is over, or what a lower quorum left waiting
help-admin-carry-out-after =
    Example:
      medink admin carry-out 3 --as //Alice
help-admin-carry-out--number = The proposal's number
help-admin-authorize = Propose to let another contract write to the log; its entries are shown as foreign
help-admin-authorize-after =
    Example:
      medink admin authorize 5F... --as //Alice
help-admin-authorize--contract = The contract's address
help-admin-deauthorize = Propose to take a contract's right to write to the log
help-admin-deauthorize-after =
    Example:
      medink admin deauthorize 5F... --as //Alice
help-admin-deauthorize--contract = The contract's address
help-admin-upgrade = Propose new code for a contract; it is announced to everybody before it can be carried out
help-admin-upgrade-after =
    Example:
      medink admin upgrade audit --code audit.contract --as //Alice

    The code is uploaded where the chain does not have it.
help-admin-upgrade--contract = Which contract
help-admin-upgrade--contract-is-admin = Who governs
help-admin-upgrade--contract-is-audit = The log
help-admin-upgrade--contract-is-doctor = The doctors' directory and the consents
help-admin-upgrade--contract-is-patient = Patients and their records
help-admin-upgrade--code = The bundle with the new code
help-admin-pause = Refuse changes for three days at most, but not what takes access away
help-admin-pause-after =
    Example:
      medink admin pause --as //Alice

    Never paused: revoking a consent, changing keys, erasing a record, suspending a doctor.
help-admin-resume = End a pause
help-admin-resume-after =
    Example:
      medink admin resume --as //Alice

## medink doctor

help-doctor = Doctors: the directory, one's own profile, one's patients
help-doctor-list = List the directory
help-doctor-list-after =
    Example:
      medink doctor list
help-doctor-show = Show a doctor of the directory
help-doctor-show-after =
    Example:
      medink doctor show //Bob
help-doctor-show--doctor = The doctor [default: the account that acts]
help-doctor-update = Write one's own directory profile
help-doctor-update-after =
    Example:
      medink doctor update --details me.json --as house
help-doctor-update--details = The profile as JSON: a file, or - for standard input [default: asks]
help-doctor-patients = List the patients who gave consent, with scope and time left
help-doctor-patients-after =
    Example:
      medink doctor patients --as house

## medink patient

help-patient = Patients: registration and profile
help-patient-register = Register oneself, where the parameters allow it
help-patient-register-after =
    Example:
      medink patient register --details me.json --as ada
help-patient-register--details = The profile as JSON: a file, or - for standard input [default: asks]
help-patient-show = Show one's own profile, or a patient's as a doctor with consent (which is logged)
help-patient-show-after =
    Example:
      medink patient show --as ada
help-patient-show--patient = The patient [default: the account that acts]
help-patient-update = Write one's own profile
help-patient-update-after =
    Example:
      medink patient update --details me.json --as ada
help-patient-update--details = The profile as JSON: a file, or - for standard input [default: asks]

## medink record

help-record = Medical records
help-record-add = Seal and store files and record them
help-record-add-after =
    Examples:
      medink record add scan.dcm --as ada
      medink record add a.pdf b.pdf --patient 5F... --as house
      medink record add - --details about.json --as ada     reads standard input

    Standard input and pipes are read into memory, up to 64 MiB, and need a title. Details are a JSON object {"{"}"title": "...", "kind": "...", "date": "2024-05-31"{"}"}; kinds: document, imaging, laboratory, diagnosis,
    treatment-plan, medication, or a word of your own. Without them medink asks, or takes the file's own name.
help-record-add--files = The files; or one pipe, or - for standard input
help-record-add--patient = Whose records: a name, an address, or //Charlie [default: the account that acts]
help-record-add--details = Title and kind as JSON: a file, or - for standard input; for a single file only
help-record-list = List records
help-record-list-after =
    Example:
      medink record list --as ada
help-record-list--patient = Whose records: a name, an address, or //Charlie [default: the account that acts]
help-record-list--titles = As a doctor: show titles, too. This opens them, and is logged as an access
help-record-search = Find records by words, kind, author and date. Later versions are found with the record
help-record-search-after =
    Examples:
      medink record search --as ada
      medink record search --details wanted.json --from 2024 --order oldest --as ada
      medink record search --details - --patient 5F... --titles --as house     reads standard input

    What somebody looks for says something of their health, and every program on the machine can read a command line: so
    words, kind and author are asked for, or come from a file or standard input, as a JSON object {"{"}"words": "...",
    "kind": "...", "author": "..."{"}"} or as words alone. Each word has to be in the title, the kind or the file's name; #3 is
    record 3. An author is a name or an address. Nothing said, in input that is empty or under -y, finds all.

    A doctor finds words and kinds with --titles, which is logged as an access.
help-record-search--patient = Whose records: a name, an address, or //Charlie [default: the account that acts]
help-record-search--details = Words, kind and author: a file, or - for standard input [default: asks]
help-record-search--from = Not before this year, month or day, such as 2024, 2024-05 or 2024-05-31: the date that a record speaks of, or the day when it was added where it says none
help-record-search--until = Not after this year, month or day, all of it included
help-record-search--openable = Only what opens here: whose title is known and whose content is in this store
help-record-search--order = In which order
help-record-search--order-is-newest = By date, the newest in front
help-record-search--order-is-oldest = By date, the oldest in front
help-record-search--order-is-changed = What was added or changed last in front
help-record-search--order-is-title = By title
help-record-search--order-is-kind = By kind, then the newest in front
help-record-search--start = Leave out so many of the first
help-record-search--limit = How many at most
help-record-search--titles = As a doctor: look at titles, too. This opens them, and is logged as an access
help-record-get = Open a record; another's access is logged first
help-record-get-after =
    Examples:
      medink record get 3 --output scan.dcm --as ada
      medink record get 3 --output - --patient 5F... --as house | less
help-record-get--number = The record's number
help-record-get--patient = Whose records: a name, an address, or //Charlie [default: the account that acts]
help-record-get--output = Where to write it, or - for standard output
help-record-get--force = Replace a file that is there already
help-record-amend = Add a new version of a record; the old one stays
help-record-amend-after =
    Examples:
      medink record amend 3 scan-corrected.dcm --as ada
      medink record amend 3 - --details about.json --as ada     reads standard input
help-record-amend--number = The record's number
help-record-amend--file = The file, a pipe, or - for standard input
help-record-amend--patient = Whose records: a name, an address, or //Charlie [default: the account that acts]
help-record-amend--details = Title and kind as JSON: a file, or - for standard input
help-record-rename = Give a record another title, kind or date: a new version with the same content, signed by you; the old one stays
help-record-rename-after =
    Examples:
      medink record rename 3 --as ada
      medink record rename 3 --details about.json --as ada
      medink record rename 7 --details - --patient 5F... --as house     reads standard input

    Details are a JSON object with what is to change: {"{"}"title": "...", "kind": "...", "date": "2024-05-31"{"}"}. Without them
    medink asks and shows what there is, where Enter keeps it, or reads standard input where that is no terminal. For the
    patient, and for doctors what they wrote themselves: that is logged as an access.
help-record-rename--number = The record's number
help-record-rename--patient = Whose records: a name, an address, or //Charlie [default: the account that acts]
help-record-rename--details = Title, kind and date as JSON: a file, or - for standard input
help-record-export-all = Write all your records, your profile, your consents and the log about you as one archive that opens without medink
help-record-export-all-after =
    Examples:
      medink record export-all --output my-records.zip --as ada
      medink record export-all --encrypt --output my-records.zip --as ada

    The archive is a ZIP; its page index.html says what is in it, and what is not and why. With --encrypt it is encrypted with
    AES-256, as 7-Zip, WinZip, Keka, Ark and others open it, and holds another ZIP: the names of your documents are sealed, too.
    The password has at least 20 characters: who finds the file can try passwords quickly. Without it nobody opens the archive.

    Nothing is logged: the records are your own. Without --encrypt everybody who gets the file can read it.
help-record-export-all--output = Where to write it, or - for standard output, which is no terminal
help-record-export-all--encrypt = Encrypt it under a password of its own, which is asked for twice
help-record-export-all--archive-password-file = Read the archive's password from the first line of this file (or /dev/fd/N) instead of asking
help-record-export-all--force = Replace a file that is there already
help-record-erase = Erase a record: its key and place leave the chain, its content this store. The log keeps that it was erased
help-record-erase-after =
    Example:
      medink record erase 3 -y --as ada
help-record-erase--number = The record's number

## medink note

help-note = A doctor's notes
help-note-add = Write a note into a patient's records, as FHIR R4
help-note-add-after =
    Example:
      medink note add --patient 5F... --kind diagnosis --details note.json --as house

    note.json: {"{"}"title": "...", "text": "...", "code": "http://hl7.org/fhir/sid/icd-10|E11.9"{"}"}; a medication may have
    a "dosage". Only "title" is needed. Without --details medink asks.
help-note-add--patient = The patient: a name, an address, or //Charlie
help-note-add--kind = What sort of note
help-note-add--kind-is-diagnosis = FHIR Condition
help-note-add--kind-is-treatment-plan = FHIR CarePlan
help-note-add--kind-is-medication = FHIR MedicationRequest
help-note-add--details = The note as JSON: a file, or - for standard input [default: asks]
help-note-add--amends = The record of one's own that this note takes the place of
help-note-add--about = The record that this note refers to, whoever wrote it: the note stands beside it

## medink consent

help-consent = Consents that patients give to doctors
help-consent-grant = Give a doctor a consent; a second one to the same doctor replaces the first
help-consent-grant-after =
    Examples:
      medink consent grant 5F... --whole-history --until 30d --as ada
      medink consent grant 5F... --records 1,4 --purpose hresch --until 2027-03-31 --as ada
help-consent-grant--doctor = The doctor: a name, an address, or //Bob
help-consent-grant--whole-history = Everything, past and to come
help-consent-grant--records = Single records by number, at most 32 (the profile, which comes along, counts)
help-consent-grant--without-profile = With --records: leave the profile out
help-consent-grant--purpose = Why
help-consent-grant--purpose-is-treat = Treatment
help-consent-grant--purpose-is-etreat = Emergency treatment
help-consent-grant--purpose-is-caremgt = Care management
help-consent-grant--purpose-is-hpaymt = Healthcare payment
help-consent-grant--purpose-is-hoperat = Healthcare operations
help-consent-grant--purpose-is-hresch = Healthcare research
help-consent-grant--purpose-is-pubhlth = Public health
help-consent-grant--purpose-is-patrqt = At the patient's request
help-consent-grant--from = From when: a date, a date and time, or a time from now such as 2h or 3d [default: now]
help-consent-grant--until = Until when: a date (that whole day included, in local time), a date and time, or a time from now such as 2h or 30d
help-consent-revoke = Take a consent back and change the keys
help-consent-revoke-after =
    Example:
      medink consent revoke 5F... --as ada

    The doctor's keys open nothing that is written from then on. What the doctor has already seen can't be unseen.
help-consent-revoke--doctor = The doctor: a name, an address, or //Bob
help-consent-revoke--reencrypt = Also give past records new keys and places; goes on with it where it was interrupted
help-consent-list = List the consents that one gave
help-consent-list-after =
    Example:
      medink consent list --as ada

## medink audit

help-audit = The log
help-audit-list = Show the newest entries
help-audit-list-after =
    Example:
      medink audit list --last 20 --subject 5F...
help-audit-list--actor = Only what this account did
help-audit-list--subject = Only what was done about this account
help-audit-list--last = How many at most
help-audit-accesses = Show who opened a patient's records and profile, newest first: all of it, and nothing else
help-audit-accesses-after =
    Examples:
      medink audit accesses --as ada
      medink audit accesses --patient 5F... --start 50
help-audit-accesses--patient = Whose records: a name, an address, or //Charlie [default: the account that acts]
help-audit-accesses--start = Leave out so many of the newest
help-audit-accesses--last = How many at most
help-audit-export = Write the whole log as JSON lines
help-audit-export-after =
    Example:
      medink audit export --output log.jsonl
help-audit-export--output = Where to write it, or - for standard output
help-audit-export--force = Replace a file that is there already
help-audit-verify = Recompute an export's chain of hashes and compare it with the chain, or with a head that was written down
help-audit-verify-after =
    Examples:
      medink audit verify log.jsonl
      medink audit verify log.jsonl --head 120:5e1f...
      medink audit verify -               reads it from standard input

    With --head no node, no deployment and no config file is needed. The exit code is 7 if the export is not the log,
    and if a contract that is not one of the deployment's four wrote into it.
help-audit-verify--file = The export, or - for standard input
help-audit-verify--head = The number of entries and the last one's hash, as they were written down; no node is asked then
help-audit-verify--allow-foreign = Accept entries that foreign contracts wrote; they are told all the same

## medink store

help-store = Where records are kept: copies in several stores, checks, repairs, garbage
help-store-push = Copy records from this machine's store to an IPFS daemon, and pin them there. What is there already is passed over, so an interrupted copy goes on
help-store-push-after =
    Example:
      medink store push --ipfs http://127.0.0.1:5001
help-store-push--patient = Whose records: a name, an address, or //Charlie [default: all that the chain refers to]
help-store-push--recheck = Hash what is there already, too, and replace what is damaged; it is passed over by its size otherwise
help-store-pull = Copy records from an IPFS daemon to this machine's store. What is there already is passed over
help-store-pull-after =
    Example:
      medink store pull --ipfs http://127.0.0.1:5001
help-store-pull--patient = Whose records: a name, an address, or //Charlie [default: all that the chain refers to]
help-store-pull--recheck = Hash what is there already, too, and replace what is damaged; it is passed over by its size otherwise
help-store-verify = Hash again all that the chain refers to, in every store, and name what is missing or damaged
help-store-verify-after =
    Example:
      medink store verify --patient ada

    The exit code is 7 if a record is missing or damaged in a store, and if one can't be read at all.
help-store-verify--patient = Whose records: a name, an address, or //Charlie [default: all that the chain refers to]
help-store-gc = Remove what no pin keeps, in every store. On an IPFS daemon that is its own: what other programs left unpinned goes too
help-store-gc-after =
    Example:
      medink store gc
help-store-status = Show what each store has of all that the chain refers to, and which records are in too few stores
help-store-status-after =
    Examples:
      medink store status
      medink store status --start 50 --json

    The exit code is 7 if a record is in fewer stores than the profile's copies, else 5 if a store can't be reached. Bytes
    are not hashed: medink store verify does that.
help-store-status--patient = Whose records: a name, an address, or //Charlie [default: all that the chain refers to]
help-store-status--start = Of the records that a store lacks, leave out so many
help-store-status--limit = How many of these at most, up to 1000
help-store-repair = Bring to every store of the profile what it lacks, from another that has it. What is there already is passed over, so an interrupted repair goes on
help-store-repair-after =
    Examples:
      medink store repair
      medink store repair --recheck

    The exit code is 7 if a record could not be had for a store.
help-store-repair--patient = Whose records: a name, an address, or //Charlie [default: all that the chain refers to]
help-store-repair--recheck = Hash what is there already, too, and replace what is damaged; it is passed over by its size otherwise
help-store-serve = Follow the chain, and keep all that it refers to in the profile's first store, until Ctrl-C: for a service beside a hospital's store
help-store-serve-after =
    Examples:
      medink store serve --profile clinic
      medink store serve --peers --profile clinic

    Content comes from the other stores of the profile. What was erased is let go. Outages of the node and of stores are
    waited for.
help-store-serve--peers = Have the first store's IPFS daemon get content from its peers, too: in a private network alone, for in a public one it would tell strangers what it looks for
help-store-new-swarm = Write a new key of a private network of IPFS daemons (swarm.key), which each of them is given
help-store-new-swarm-after =
    Example:
      medink store new-swarm swarm.key
help-store-new-swarm--file = Where to write it; nothing may be there

## medink network

help-network = A chain that several hospitals keep together
help-network-new = Begin a network: make this hospital's keys and the file that the other hospitals join with
help-network-new-long = Hospitals that are there from the beginning are named with --hospital; each makes its keys first, with medink-node keys. All the money that there ever is belongs to the hospitals of the beginning.
help-network-new-after =
    Example:
      medink network new clinics.json --name Clinics --as clinic \
        --reached-at /dns/node.clinic.example/tcp/30333
help-network-new--output = Where to write the file for the others
help-network-new--name = What wallets and pages call the network
help-network-new--hospital = Another hospital of the beginning: its account, `=`, and the keys of its node; may be given several times
help-network-new--reached-at = Where the others reach this hospital's node, such as /dns/node.clinic.example/tcp/30333; may be given several times
help-network-new--folder = The folder the node is to run on [default: network/ in medink's own]
help-network-join = Make ready to join a network with its file: make this hospital's keys, and keep the file beside them
help-network-join-after =
    Example:
      medink network join clinics.json
help-network-join--file = The file that a hospital of the network gave
help-network-join--folder = The folder the node is to run on [default: network/ in medink's own]
help-network-status = Show the node's peers and disk, how far finality is behind, who makes blocks and who misses
help-network-status-long = It looks at the 300 newest blocks at most, and no further back than the last change of who makes them.
help-network-status-after =
    Example:
      medink network status --profile local

    The exit code is 3 for a chain that no hospitals keep.
help-network-motions = Show what the hospitals vote on
help-network-motions-after =
    Example:
      medink network motions
help-network-propose = Make a motion, and vote for it. A hospital that is alone decides at once
help-network-propose-join = That an account becomes a hospital of the network
help-network-propose-join-after =
    Example:
      medink network propose join 5F... --as clinic
help-network-propose-join--account = The hospital's account: a name of the wallet or an address
help-network-propose-leave = That an account is no hospital of the network any more
help-network-propose-leave-after =
    Example:
      medink network propose leave 5F... --as clinic
help-network-propose-leave--account = The hospital's account: a name of the wallet or an address
help-network-propose-upgrade = That a file becomes the runtime; carry-out hands it in when that is decided
help-network-propose-upgrade-after =
    Example:
      medink network propose upgrade runtime.wasm --as clinic
help-network-propose-upgrade--file = The runtime, as medink-node runtime --output writes it
help-network-propose-call = That a call is carried out with the runtime's highest right; carry-out hands it in when that is decided
help-network-propose-call-after =
    Example:
      medink network propose call call.txt --as clinic
help-network-propose-call--file = The call as Polkadot.js Apps shows it under "encoded call data": 0x and hexadecimal digits; - for standard input
help-network-vote = Vote on a motion, or change one's vote
help-network-vote-after =
    Example:
      medink network vote 4 yes --as clinic
help-network-vote--number = The motion's number
help-network-vote--vote = Yes or no
help-network-vote--vote-is-yes = For it
help-network-vote--vote-is-no = Against it
help-network-close = Close a motion: carry it out when it has its votes, or remove it when it can't get them any more. Anybody may
help-network-close-after =
    Example:
      medink network close 4 --as clinic
help-network-close--number = The motion's number
help-network-carry-out = Hand in what the hospitals have decided by its hash
help-network-carry-out-upgrade = Make a file the runtime
help-network-carry-out-upgrade-after =
    Example:
      medink network carry-out upgrade runtime.wasm --as clinic
help-network-carry-out-upgrade--file = The runtime that was proposed
help-network-carry-out-call = Carry out a call
help-network-carry-out-call-after =
    Example:
      medink network carry-out call call.txt --as clinic
help-network-carry-out-call--file = The call that was proposed; - for standard input
help-network-keys = Have this hospital's node make new keys, and lay them down for the account that acts
help-network-keys-long = The node has to be one's own, on this machine. Laying keys down takes a deposit, which comes back when they are taken back. With a seat in the council the node makes blocks from the next session but one.
help-network-keys-after =
    Example:
      medink network keys --as clinic
help-network-leave = Leave the network: make the motion for it, and take the node's keys back, with the deposit
help-network-leave-after =
    Example:
      medink network leave --as clinic

## medink params

help-params = System parameters
help-params-show = Show them
help-params-show-after =
    Example:
      medink params show
help-params-set = Change those given, leave the others
help-params-set-after =
    Example:
      medink params set --longest-consent-days 90 --as //Alice
help-params-set--self-registration = Whether patients may register themselves
help-params-set--longest-consent-days = Longest consent, in days (1 to 3653)
help-params-set--max-page = Largest page of lists, in entries (1 to 50)
help-params-set--log-max-page = Largest page of the log, in entries (1 to 50)
help-params-set--quorum = How many admins have to approve what can hurt everybody, at most as many as there are
help-params-set--upgrade-notice = How long new code has to be announced, with its unit, such as 7d or 36h. It can only be raised

## medink config

help-config = The config file: what holds, where it comes from, and changing it
help-config-show = Show what holds now, and where each value comes from: an option, the environment, the file, or the default
help-config-show-after =
    Example:
      medink config show --profile clinic
help-config-set = Write a key into the config file; its comments and the order of its lines stay
help-config-set-after =
    Examples:
      medink config set account ada
      medink config set profile clinic
      medink config set profiles.clinic.node wss://chain.clinic.example
      medink config set stores embedded,http://127.0.0.1:5001 --profile clinic

    Keys: profile, and of each profile node, account, wait, stores, copies, ipfs, ipfs-credentials-file and
    ipfs-allow-plaintext. One of these alone is meant for the profile that --profile names, or that is used. Nothing is
    written that could not be read.
help-config-set--key = The key
help-config-set--value = What it is to hold; stores separated by commas, or a list as TOML has it
help-config-unset = Take a key, or a whole profile, out of the config file, so that the default holds
help-config-unset-after =
    Examples:
      medink config unset wait
      medink config unset profiles.clinic
help-config-unset--key = The key
help-config-path = Print where the config file is, whether it is there or not
help-config-path-after =
    Example:
      medink config path

## medink panels

help-panels = Serve the panels: pages for patients, doctors and admins in this machine's browser
help-panels-after =
    Examples:
      medink panels
      medink panels --port 8080 --no-open

    The address that is printed lets one browser in, once; a new one is printed when it was used. Ctrl-C stops it.
help-panels--port = The port; 0 for a free one
help-panels--no-open = Don't open the browser
help-panels--no-node = Don't start this machine's node when the start page is opened; a button there does
help-panels--listen = Listen at this address of this machine instead of 127.0.0.1. Others may then reach the pages, unencrypted, and what comes from other machines is not asked whose it is
help-panels--trust-local-users = Serve other users of this machine too, and where the system does not say whose a connection is. Any of them who gets the browser's cookie can then act as you
help-panels--idle = Lock an account that was left alone for so many minutes (1 to 1440)
help-panels--bundles = The folder with the contract bundles, for a first deployment [default: ink/ beside or above the program]

## medink completions

help-completions = Print completions for a shell
help-completions-after =
    Example:
      medink completions bash > ~/.local/share/bash-completion/completions/medink
help-completions--shell = The shell

## medink man

help-man = Write the manual pages to a folder
help-man-after =
    Example:
      medink man ~/.local/share/man/man1
help-man--folder = The folder, which must exist
