### The pages of admins.

## What several of them say

admin-title = Admin
admin-register = Register
admin-doctors = Doctors
admin-patients = Patients
admin-admins = Admins
admin-balances = Balances
admin-proposals = Proposals
admin-parameters = Parameters
admin-log = Log
admin-health = Health
admin-actions = Actions
admin-yes = yes
admin-no = no
admin-pager = { $first } to { $last } of { $total }
admin-sentences = { $first } { $next }
admin-form-broken = this form is not whole, so nothing was sent
admin-form-broken-next = Load the page again, and repeat what you did.
admin-form-again = this form was sent before, and was not done a second time
admin-form-again-next = Look at the balances; to do it once more, fill in the form again.

## The first page

home-counts = How many people there are, and what there is to do
home-register-about = By the registration card that a person gives you.
home-doctor = A doctor
home-patient = A patient
home-table = From a table
home-health-about = Node, stores and disk.
home-look-closer = Look closer
counts-begin = Begin with the people: each of them makes an account and gives you its registration card. Register a doctor first, then patients.
counts-to-do = To do
counts-paused = The system is paused. End the pause under <link>Parameters</link>.
counts-unattested = { $count ->
    [one] <link>{ $count } doctor has an entry</link> that is not verified: changed since it was, or never checked. Patients see such a name as self-declared.
   *[other] <link>{ $count } doctors have entries</link> that are not verified: changed since it was, or never checked. Patients see such a name as self-declared.
}
counts-unattested-least = { $count ->
    [one] At least <link>{ $count } doctor has an entry</link> that is not verified: changed since it was, or never checked. Patients see such a name as self-declared.
   *[other] At least <link>{ $count } doctors have entries</link> that are not verified: changed since it was, or never checked. Patients see such a name as self-declared.
}
counts-open = { $count ->
    [one] <link>{ $count } proposal</link> is open.
   *[other] <link>{ $count } proposals</link> are open.
}
counts-open-lacking = { $count ->
    [one] <link>{ $count } proposal</link> is open; { $lacking } of them lacks approvals.
   *[other] <link>{ $count } proposals</link> are open; { $lacking } of them { $lacking ->
        [one] lacks
       *[other] lack
    } approvals.
}
counts-upgrades = { $count ->
    [one] An upgrade is announced. Look at it under <link>Proposals</link>.
   *[other] { $count } upgrades are announced. Look at it under <link>Proposals</link>.
}
counts-working = Work on many people is under way: <link>its report</link>.
counts-doctors = <number>{ $active }</number> active
counts-doctors-suspended = <number>{ $active }</number> active, { $suspended } suspended
counts-doctors-cut = <number>{ $active }</number> active, and more that were not looked at
counts-doctors-suspended-cut = <number>{ $active }</number> active, { $suspended } suspended, and more that were not looked at
counts-doctors-look = Look at the doctors
counts-patients = <number>{ $count }</number> registered
counts-patients-counting = <number>{ $count }</number> at least; counting on
counts-patients-rest = <number>{ $count }</number> at least; the rest is counted when this page is loaded again
counts-patients-look = Look at their balances
counts-admins = { $count ->
    [one] <number>{ $count }</number> account governs
   *[other] <number>{ $count }</number> accounts govern
}
counts-admins-look = Look at the admins
counts-log = <number>{ $count }</number> entries, each chained to the one before
counts-log-look = Look at the log

## Registering

register-a-doctor = Register a doctor
register-a-patient = Register a patient
register-from-table = Register from a table
register-card-hint = One line that starts with { $begin } and that the person finds on the page Account. It holds no secret.
register-camera = Scan with the camera
register-picture = Read from a picture
register-card-of = The signature holds. The card is of <who/>.
register-card-known = The signature holds. The card is of <who/>, who is { $roles ->
    [doctor] a doctor
    [patient] a patient
    [admin] an admin
    [doctor-patient] a doctor and a patient
    [doctor-admin] a doctor and an admin
    [patient-admin] a patient and an admin
   *[all] a doctor, a patient and an admin
} already.
register-entry = Entry in the directory
register-entry-about = Everybody with the deployment file can read it, the public can't. The doctor can change it later.
register-name = Full name
register-specialty = Specialty
register-works-at = Works at
register-licence = Licence or register number
register-phone = Telephone
register-email = Mail address
register-languages = Languages
register-profile = First profile
register-profile-about = May be left empty. It is sealed to the patient's key before it leaves this machine: you can't read it again.
register-birth = Date of birth
register-gender = Gender
register-insurance = Insurance or record number
register-fund = Balance to send along, in { $symbol }
register-fund-hint = Pays for fees and for what is kept on the chain. From your own balance; empty for none.
register-busy = Registering…
register-doctor-button = Register the doctor
register-patient-button = Register the patient
register-doctor-done = { $name } ({ $who }) is registered as a doctor.
register-patient-done = { $who } is registered as a patient. What was written of them is sealed: only they can read it.

## From a table

table-whose = Whose table is it?
table-file = The table, a CSV file in UTF-8
table-file-hint = Its first line names the columns, each line below is one person, and the column card has the whole registration card. { $most } lines at most.
table-needs-script = This needs JavaScript: the table is handed on without being kept anywhere.
table-may-have = What a table may have
table-doctors = { $columns }; a name is needed
table-patients = { $columns }; nothing but the card is needed
table-about = In any order, separated by commas, semicolons or tabs, as spreadsheets save them. A line that is wrong costs that line alone. The same table may be taken again: who is registered already is passed over. What it says of patients is sealed to each of them; the table itself is kept nowhere.
table-too-slow = the table did not come in time
table-not-whole = the table did not come whole
table-try-again = Try again.
table-of-nobody = it is not said whose table it is
table-of-nobody-next = Choose doctors or patients.

## The report

report = Report
report-doctors = Doctors from a table
report-patients = Patients from a table
report-top-up = Topping up
report-another = Another table
report-fees = Fees: <fees/>.
report-under-way = Under way: { $told } done. It goes on when you leave this page, and ends when the account is locked.
report-under-way-of = Under way: { $told } of { $total } done. It goes on when you leave this page, and ends when the account is locked.
report-progress = Progress
report-stopping = Stopping…
report-stop = Stop after this one
report-look-again = Look again
report-registered = Registered
report-topped-up = Topped up
report-before = Were registered before
report-partly = Registered, but without money
report-refused = Refused
report-not-sent = Not sent
report-unclear = Not known whether it was done
report-to-look-at = To look at
report-right = Done: { $count }
report-save = Save the report as a table
report-line = Line
report-who = Who
report-outcome = What came of it
report-why = Why
report-none = there is no report: none was made since this account was unlocked
report-none-next = Register from a table, or top up balances, and it is here.
work-busy = other work on many people is under way here, so this was not begun
work-busy-next = Wait until its report is complete, then begin this.
work-all = It is done.
work-bound-top-up = It is at its bound: as much in all, or to as many, as one run may send. Begun again, it tops up only who is still below.
work-bound = This run has done as much as one may. Begin it again for the rest.
work-stopped-top-up = It was stopped. Begun again, it tops up only who is still below.
work-stopped-register = It was stopped. The same table registers only who is missing.
work-early-top-up = It ended early. Begun again, it tops up only who is still below.
work-early-register = It ended early. The same table registers only who is missing.
work-registered = registered
work-already = was registered before
work-already-with-nothing = registered before, and has nothing
work-already-with-nothing-why = Top them up.
work-not-funded = registered, but nothing was sent
work-funding-unclear = registered; whether anything was sent is not known: look at the balance
work-refused = refused
work-unclear = whether it was registered is not known
work-sent = { $amount } sent
work-had = had { $amount }
work-sent-unclear = whether { $amount } was sent is not known: look at the balance
work-not-sent = { $amount } not sent

## Balances

balances-about = Everything that is written on the chain costs a fee and a deposit, and is paid by who does it. You have <own/> yourself.
balances-go-on = None among the newest entries of the log. Go on looking.
balances-nobody = There is nobody here.
balances-total = { $total } in all.
balances-low = { $count ->
    [one] { $count } on this page has less than <limit/>.
   *[other] { $count } on this page have less than <limit/>.
}
balances-none-low = Nobody on this page has less than <limit/>.
balances-who = Who
balances-has = Has
balances-is-low = low
balances-send-menu = Send…
balances-amount = Amount in { $symbol }
balances-sending = Sending…
balances-send = Send
balances-send-to = Send<hidden> to { $who }</hidden>
balances-beginning = From the beginning
funding = Rules for money
funding-about = What forms begin with when somebody is registered or topped up. Nothing is sent by itself. They are kept on this machine, for this account.
funding-newcomer = Whoever is registered gets, in { $symbol }
funding-newcomer-hint = Pays for the first actions, from your own balance; 0 for nothing.
funding-below = A balance is low below, in { $symbol }
funding-up-to = Topping up brings it to, in { $symbol }
funding-up-to-hint = Under Balances, whenever you say so.
funding-keep = Keep these rules
funding-kept = The rules are kept.
balances-top-up = Top up everybody who has little
balances-below = Who has less than, in { $symbol }
balances-up-to = gets as much as makes it, in { $symbol }
balances-up-to-hint = From your own balance. Who has enough by then gets nothing, so it can be begun again; but by one admin at a time, and not while a transfer is still under way: either may be sent twice.
balances-among = Among
balances-most = At most in all, in { $symbol }
balances-most-hint = There the run ends, whoever is still below.
balances-top-up-menu = Top up…
balances-top-up-about = Each of the chosen who has less than the first amount gets, from your own balance, as much as makes it the second; the run ends where all of it together would be more than the third. What is sent can't be taken back.
balances-topping-up = Topping up…
balances-top-up-button = Top up
balances-send-one = Send to one
balances-to = To
balances-to-hint = An address, or the name of an account on this machine
balances-sent = { $amount } sent to { $to }.
balances-nobody-chosen = nobody is chosen to be topped up
balances-nobody-chosen-next = Choose doctors, patients or admins.

## Doctors

doctors-none = No doctor is registered yet. Register one with the registration card that the doctor gives you.
doctors-doctor = Doctor
doctors-registered = Registered
doctors-profile-is = Profile is
doctors-status = Status
doctors-verified = verified by <who/>
doctors-withdrawing = Withdrawing…
doctors-withdraw = Withdraw<hidden> the attestation of { $who }</hidden>
doctors-self-declared = self-declared
doctors-verify-menu = Verify…
doctors-verify-about = Verify only what you have checked. Everybody sees that it was you.
doctors-verifying = Verifying…
doctors-verify = Verify<hidden> { $who }</hidden>
doctors-active = active
doctors-suspended = suspended
doctors-suspend-menu = Suspend…
doctors-suspend-about = Consents stay, but open nothing until you reinstate the doctor. The patients' keys change at their next use.
doctors-suspending = Suspending…
doctors-suspend = Suspend<hidden> { $who }</hidden>
doctors-reinstating = Reinstating…
doctors-reinstate = Reinstate<hidden> { $who }</hidden>
doctors-field-name = name
doctors-field-specialty = specialty
doctors-field-organization = organization
doctors-field-identifier = identifier
doctors-field-phone = phone
doctors-field-email = email
doctors-field-languages = languages
doctors-suspended-done = The doctor is suspended: no consent opens anything for them until they are reinstated.
doctors-changed = the profile has changed since it was shown to you
doctors-changed-next = Read it again, and then verify it.
doctors-verified-done = The profile is verified by you. It is self-declared again once the doctor changes it.
doctors-withdrawn-done = The profile is self-declared again.
doctors-reinstated-done = The doctor may act again.

## Admins

admins-about = Who is one is decided by as many admins as <quorum>the quorum</quorum> says. What waits for approvals is under <proposals>Proposals</proposals>.
admins-admin = Admin
admins-remove-menu = Remove…
admins-remove-me = You can't govern any more from then on.
admins-remove-about = The log keeps what this admin did. The last admin can't be removed.
admins-removing = Removing…
admins-remove = Remove<hidden> { $who }</hidden>
admins-add = Add an admin
admins-address = Address or registration card
admins-address-hint = An admin may register people, change parameters and pause, but opens no record.
admins-adding = Adding…
admins-add-button = Add the admin
admins-added = The account is an admin now.
admins-removed = The account is no admin any more.

## Parameters and the pause

parameters-about = They hold for everybody at once. Each change is in the log with the old and the new value.
parameters-self = Patients may register themselves
parameters-self-hint = Else an admin registers them at the desk. Now: { $may ->
    [yes] they may
   *[no] they may not
}.
parameters-consent = Longest consent, in days
parameters-consent-hint = A patient can give no consent for longer; those that are given stay. 1 to { $most }. Now: { $now }.
parameters-page = Largest page, in entries
parameters-page-hint = How much of a list one question to the chain may ask for. Smaller pages take more questions. 1 to { $most }. Now: { $now }.
parameters-log-page = Largest page of the log, in entries
parameters-log-page-hint = The same for the log. 1 to { $most }. Now: { $now }.
parameters-quorum = Quorum
parameters-quorum-hint = How many admins have to approve what can hurt everybody: admins, parameters, who writes to the log, new code. At most as many as there are admins. Now: { $now }.
parameters-notice = Notice of upgrades
parameters-notice-hint = How long new code is announced to everybody before it can be carried out, with the symbol of its unit, such as 7 d for days or 36 h for hours. It can only be raised. Now: { $now }.
parameters-saving = Saving…
parameters-save = Save
parameters-bad-consent = the longest consent is no whole number
parameters-bad-page = the largest page is no whole number
parameters-bad-log-page = the largest page of the log is no whole number
parameters-bad-quorum = the quorum is no whole number
parameters-bad-next = Write it in digits, such as 30.
parameters-large-quorum = the quorum is larger than there can be admins
parameters-large-quorum-next = Choose at most as many as there are admins.
parameters-changed = Changed: { $changes }.
parameters-unchanged = Nothing was changed.
pause = Pause
pause-on = The system is paused until <until/> at the latest: nobody can register, write, give a consent or open a record. Revoking, changing keys, erasing and suspending go on.
pause-resuming = Resuming…
pause-resume = Resume
pause-about = While the system is paused nobody can register, write, give a consent or open a record. What takes access away is never paused: revoking a consent, changing keys, erasing a record, suspending a doctor. A pause ends by itself after three days, and the next can begin only once as much time has passed as it lasted. Nothing is lost.
pause-menu = Pause the system…
pause-warning = Everybody is stopped until you resume, or for three days, doctors in the middle of a treatment included.
pause-pausing = Pausing…
pause-done = Paused for three days at most. What takes access away goes on: revoking, changing keys, erasing, suspending.
pause-ended = The system goes on.

## Proposals

proposals-about = What can hurt everybody takes the approval of several admins. Propose admins under <admins>Admins</admins> and parameters under <parameters>Parameters</parameters>. What has the approvals that it needs is done; new code is announced to everybody before it can be carried out.
proposals-none = Nothing was proposed yet. What one admin may decide alone is done at once and is not listed here.
proposals-proposal = Proposal
proposals-what = What
proposals-by = By
proposals-approvals = Approvals
proposals-approvals-of = { $approvals } of { $quorum }
proposals-state = State
proposals-open = open
proposals-expired = expired
proposals-announced = announced
proposals-ready = ready
proposals-carried-out = carried out
proposals-called-off = called off
proposals-not-before = not before <time/>
proposals-expires = expires <time/>
proposals-approving = Approving…
proposals-approve = Approve<hidden> proposal { $number }</hidden>
proposals-carrying-out = Carrying out…
proposals-carry-out = Carry out<hidden> proposal { $number }</hidden>
proposals-withdrawing = Withdrawing…
proposals-withdraw = Withdraw<hidden> my approval of proposal { $number }</hidden>
proposals-code = New code for a contract
proposals-code-about = It is announced to everybody for { $notice } before it can be carried out. The contract keeps its address and all that it holds.
proposals-contract = Contract
proposals-part-admin = admin
proposals-part-audit = audit
proposals-part-doctor = doctor
proposals-part-patient = patient
proposals-bundle = New code
proposals-bundle-hint = Its bundle, a file that ends in .contract. The code is uploaded where the chain does not have it.
proposals-bundle-read = Read the file
proposals-proposing = Proposing…
proposals-code-button = Propose the new code
proposals-writers = Who may write to the log
proposals-writer = Address of the contract
proposals-writer-hint = Entries of a contract that is none of the four are shown as foreign.
proposals-writer-give = Propose to let it write
proposals-writer-take = Propose to take that right
proposals-no-number = the form names no proposal
proposals-no-number-next = Go back to the list and choose one.
proposals-approved = Proposal { $number } has the approvals that it needs and is carried out.
proposals-withdrawn = Your approval of proposal { $number } is taken back.
proposals-done = Proposal { $number } is carried out.
proposals-writer-taken = The contract may not write to the log any more.
proposals-writer-given = The contract may write to the log. Its entries are shown as foreign.
proposals-no-contract = no contract is chosen
proposals-no-contract-next = Choose one of the four.
proposals-code-done = The contract has the new code.
proposals-code-is = The new code is { $code }. { $stands }

## The log

log-draw = Draw
log-verifying = Verifying…
log-verify = Verify
log-export = Export
log-export-table = Export as a table
log-about = Who did what to whom, and when. It holds no name and nothing about anybody's health. { $count } entries.
log-filtered = <strong>Filtered</strong>: an export has what the filter lets through. Without a filter it is the whole log, which can be verified.
log-head = The last entry's hash
log-none-newest = Nothing among the newest entries fits.
log-none = No entry fits.
log-number = No.
log-time = Time
log-who = Who
log-what = What
log-to-whom = To whom
log-subject = About
log-block = block { $block }, hash { $hash }
log-themselves = themselves
log-foreign = Foreign: written by a contract that is not one of this system's four. The log proves that it was written, not that it is true.
log-newest = Newest
log-go-on = Go on looking
log-older = Older
log-contract-admin = admin contract
log-contract-audit = audit contract
log-contract-doctor = doctor contract
log-contract-patient = patient contract
log-filter = Filter
log-filter-who = Who did it
log-filter-whom-hint = A doctor's name, or an address, whole or as the list shows it
log-filter-any = anything
log-filter-from = From
log-filter-until = Until, that day included
log-filter-all = Show all
log-export-other = the filter was changed in another tab; load the page again
log-export-other-next = What that shows is what an export from it has.
log-export-locked = the account was locked, and the export ended with that

## The log drawn

activity = Activity
activity-list = As a list
activity-counted = { $count } entries.
activity-counted-cut = { $count } entries, among the newest { $most } of the log.
activity-per = Entries per { $unit ->
    [minute] minute
    [hour] hour
    [day] day
    [week] week
   *[month] month
}
activity-drawing = Entries per { $unit ->
    [minute] minute
    [hour] hour
    [day] day
    [week] week
   *[month] month
}: at most { $highest }, { $count } in all. The numbers are in the table below.
activity-numbers = The numbers as a table
activity-from = From
activity-entries = Entries
activity-by-action = By action
activity-share = Share of the most frequent

## Verifying the log

verify = Verify the log
verify-about = Each entry holds the hash of the one before. Verifying reads the whole log, computes every hash anew on this machine, and holds the last one against the chain's: an entry that was changed, left out or put in breaks it.
verify-whole = The log is whole: { $count } entries, every hash right, the last one the chain's.
verify-beginning = What was read is the true beginning of the log: { $count } entries, every hash right; meanwhile there are { $known }.
verify-head = The last one's hash is <hash/>. Held against { $against }.
verify-write-down = Write this down elsewhere; with it an export can be verified by anybody, with no node:
verify-foreign = { $count } of the entries are foreign: a contract that is not one of this system's four wrote them. That they were written is proved, what they say is not. The first:
verify-now = Verify now
verify-back = Back to the log
verify-elsewhere = An export of the whole log can be verified elsewhere, too, by anybody who has medink; with the number and the hash that this page gives, no node is needed for it.

## Health

health-node = Node
health-newest = Newest block
health-newest-is = { $height }, { $age } (<time/>)
health-writes = Writes
health-disk-full = Its disk is too full. Free some space there; it goes on by itself.
health-room = Room on its disk
health-unsaid = it does not say
health-old-block = A node that makes a block only when there is something to do may have an old one and be well.
health-stores = Stores
health-store = Store
health-reached = Reached
health-holds = Holds
health-holds-is = { $count } contents, { $size }
health-store-room = Room
health-nearly-full = nearly full
health-no-answer = it did not answer in time
health-content = Content of records
health-no-record = There is no record yet.
health-here = { $count ->
    [one] The content of { $count } record was looked for, and is here.
   *[other] The content of { $count } records was looked for, and is here.
}
health-missing = { $missing } of { $count } records have no whole content in this store.
health-older = Older records were not looked at.
health-unreadable = { $count } could not be looked for.
health-record-of = record { $number } of <who/>
health-copy = Content that another store has can be copied from it; ask whoever runs the stores.
health-looking = Looking…
health-look = Look whether content is missing
health-look-about = The newest { $most } records, told by their sizes.
health-uploads = Uploads
health-no-uploads = None is under way on this machine.
health-uploads-are = { $count } under way on this machine, { $entries } stored and not recorded yet.
health-uploads-left = { $count } broke off; their owners' next look at the records finishes or cleans them.
health-upgrades = Upgrades
health-no-upgrades = None is announced.
health-too-slow = looking for content took too long and was given up
health-too-slow-next = Look whether each store answers, then try again.
health-well = well
health-look-closer = look closer
health-block-is = Newest block { $height }, { $age }.
health-node-full = The node's disk is too full.
health-node-silent = The node did not answer.
health-silent = { $count } of { $stores } stores did not answer.
health-broke-off = { $count } uploads broke off.
ago-seconds = { $count } s ago
ago-minutes = { $count } min ago
ago-hours = { $count } h ago
ago-days = { $count } days ago
