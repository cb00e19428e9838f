### A patient's own pages: records, consents, the log, the profile.

## What several of them say

my-number = no. { $number }
my-record = Record
my-date = Date
my-by = By
my-size = Size
my-added = Added
my-added-by = <added/> by <by/>
my-added-at = added { $when }
my-doctor = Doctor
my-scope = To what
my-why = Why
my-until = Until
my-from = from <from/>
my-ended = ended
my-of = Of <doctor/>
my-open = Open
my-download = Download
my-tag-erased = erased
my-tag-faulty = can't be read
my-tag-not-here = not in this store
my-versions = { $count } versions
my-on-record = on record { $number }
my-choose-one = Choose one.
my-finished = Something that others did or that was left over is finished now.

## Overview

my-home-first = First steps
my-home-profile = <link>Write your profile</link>, so that doctors know what they must know first.
my-home-record = <link>Add your first record</link>: a letter, a scan, a laboratory result.
my-home-consent = <link>Give a doctor access</link>, as much and as long as you choose.
my-home-added = { $count ->
    [one] added so far
   *[other] added so far
}
my-home-records = To the records
my-home-access = Access
my-home-doctors = { $count ->
    [one] doctor has access now
   *[other] doctors have access now
}
my-home-consents = To the consents
my-home-latest = Last in the log
my-home-nothing = Nothing yet. Whatever is done about you appears here.
my-home-log = The whole log about you

## What is new since the last visit

my-news = What is new
my-news-since = New since you were here on <since/>
my-news-first = This machine knows of no visit before: here is the newest of all.
my-news-nothing = Nothing. Nobody has opened or changed anything of yours.
my-news-nothing-since = Nothing. Nobody has opened or changed anything of yours since.
my-news-ended = <doctor/> has had no access since <until/>
my-news-again = Give it again…
my-news-more-ended = and { $count } more that have ended
my-news-written = Written by doctors
my-news-changed = Changed about you by others
my-news-more = and { $count } more
my-news-cut = There is more than could be looked at here: <link>the whole log about you</link>.
my-stranger = { $name } ({ $standing }, { $address })
my-stranger-record = { $who } had never opened anything of yours, and opened your record { $number } on { $when }. If you don't know why, look at the consents.
my-stranger-visit = { $who } had never opened anything of yours, and began a visit, in which all that your consent covers can be opened, on { $when }. If you don't know why, look at the consents.
my-stranger-profile = { $who } had never opened anything of yours, and opened your profile and the titles of your records on { $when }. If you don't know why, look at the consents.
my-strangers-more = { $count } more who had never opened anything before have done so: the page "Who looked" names them.
my-strangers-unlooked = More was opened than could be looked at at once: whether somebody new is behind the latest { $count } is looked up with the next page. The page "Who looked" names everybody, under "Opened by others".
my-strangers-unknown = Whether somebody new has opened something of yours could not be looked up: { $why }

## The log

my-log = Who looked, and what was done
my-log-about = Every action about you is written here in the same transaction as the action. Nobody can change it afterwards.
my-log-everything = Everything
my-log-opened = Opened by others
my-log-when = When
my-log-who = Who
my-log-what = What
my-log-did = { $action }: { $about }
my-log-did-to = { $action }: <whom/>
my-log-did-record = { $action }: <link>{ $title }</link> <small>no. { $number }</small>
my-log-did-number = { $action }: <link>record { $number }</link>
my-log-profile = profile and titles
my-log-visit = { $reason }; all that your consent covered could be opened, for an hour at most
my-log-none = Nothing yet.
my-log-none-among = Nobody else among these. There are older ones.
my-log-none-older = There is nothing older.
my-log-none-opened = Nobody else has opened anything of yours.
my-log-foreign = Foreign: written by a contract that is not one of this system's four. The log proves that it was written, not that it is true.
my-log-total = Profile and records were opened { $total } times in all, your own times among them. The list of it holds nothing else.
my-log-newest = Newest
my-log-older = Older

## Consents: who has access, giving it, taking it back

my-consents = Who has access
my-consents-none = Nobody has access. Only you can open your records.
my-consents-profile = your profile
my-consents-change = Change or extend…
my-consents-revoke = Revoke…
my-consents-remove = Remove…
my-consents-back = Back to who has access
my-grant = Give access
my-grant-change = Change access
my-grant-extend = Change or extend access
my-grant-to = To <doctor/>
my-grant-another = choose another
my-grant-had = The doctor has the whole history, and so what you selected as well: there is nothing to give.
my-grant-selected = { $count ->
    [one] The record that you selected is chosen below.
   *[other] The { $count } records that you selected are chosen below.
}
my-grant-selected-lost = Of what you selected this can't be given, as it is erased or not in this store: { $records }.
my-grant-now = Now: { $scope }, for { $purpose }, until <until/> <left/>.
my-grant-now-later = Now: { $scope }, for { $purpose }, from <from/> until <until/>.
my-grant-now-ended = Now: { $scope }, for { $purpose }, <ended/> on <until/>.
my-grant-below = what is chosen below
my-grant-replaces = What you give here takes its place at once. Where it covers less than before, your keys change, as after taking it back; what the doctor has already seen can't be unseen.
my-grant-revoke = To end it, <link>revoke it</link>.
my-grant-remove = To end it, <link>remove it</link>.
my-grant-lost = It also names what can't be given again, as it is erased or not in this store: { $records }. The new one leaves that out.
my-grant-these = Only these records
my-grant-no-record = There is none to choose yet.
my-grant-most = At most 32, the profile counted.
my-grant-find = Find among them
my-grant-find-hint = Title, kind or date
my-grant-older = an older version
my-grant-profile = The profile, too
my-grant-whole = The whole history
my-grant-whole-about = All records, past and to come, and the profile. The doctor may add records.
my-grant-until = Until when
my-grant-week = For a week
my-grant-month = For 30 days
my-grant-quarter = For 90 days
my-grant-year = For a year
my-grant-day = Until the end of the day
my-grant-which-day = The day
my-grant-same-end = Left as it is, access ends when it does now.
my-grant-giving = Giving access…
my-grant-changing = Changing access…
my-grant-choose = { $count ->
    [one] To the record that you selected. Choose the doctor.
   *[other] To the { $count } records that you selected. Choose the doctor.
}
my-grant-given = The consent is given.
my-grant-changed = The consent is changed: this one takes the place of the one before.
my-grant-no-day = the day on which the consent ends is missing
my-grant-no-day-next = Choose a day.
my-grant-none-chosen = no record is chosen
my-grant-none-chosen-next = Choose at least one record, or the whole history.
my-grant-no-purpose = no purpose is chosen
my-doctors-search = Search the doctors' directory
my-doctors-hint = Name, specialty, place, address
my-doctors-none = No doctor is registered yet. An admin registers doctors.
my-doctors-unfit = No doctor in the directory fits these words.
my-doctors-choose = Choose
my-doctors-choose-this = Choose { $doctor }
my-revoke = Revoke
my-revoke-consent = Revoke the consent
my-revoke-about = The doctor is refused from the first transaction on. Then your keys change, so that what the doctor holds opens nothing that is written afterwards. What the doctor has already seen can't be unseen.
my-revoke-again = Also give past records new keys and places
my-revoke-again-about = Takes longer. Keys that the doctor kept then open nothing in your store any more; copies of content stay where they are.
my-revoke-busy = Revoking…
my-revoke-leave = Leave it
my-revoked = The consent is revoked and your keys have changed: what this doctor has opens nothing that is written from now on. What the doctor has already seen can't be unseen.
my-revoked-again = The consent is revoked and your keys have changed: what this doctor has opens nothing that is written from now on. What the doctor has already seen can't be unseen. { $records } past records have new keys and places.
my-revoked-again-missing = The consent is revoked and your keys have changed: what this doctor has opens nothing that is written from now on. What the doctor has already seen can't be unseen. { $records } past records have new keys and places. { $missing } are as they were: their content is not in this store.

## The list of records, and what is selected in it

my-records-none = There is no record yet. Add your first above: a letter, a scan, a laboratory result. It is sealed on this machine before it is stored.
my-records-unfit = No record fits. Try fewer words, or another filter.
my-records-select = Select
my-records-select-this = Select { $title }
my-records-back = Back to the records
my-selected-group = Selected records
my-selected = <count/> selected
my-selected-elsewhere = <count/> selected, { $elsewhere } of them not on this page
my-selected-most = at most { $most } at a time
my-selected-full = More than { $most } can't be selected at a time.
my-selected-left-out = More than { $most } can't be selected at a time: { $count } are left out.
my-selected-access = Give access to these…
my-selected-download = Download these…
my-selected-erase = Erase these…
my-selected-none = Unselect all
my-selected-all = Select all on this page
my-selected-no-record = what was selected is no record, so nothing was done
my-select-anew = Load the list again, and select anew.
my-selected-nothing = nothing is selected
my-selected-nothing-next = Tick at least one record in the list.
my-selected-too-many = { $count } records are selected, and { $most } at a time are the most
my-select-fewer = Select fewer, and the others after that.
my-selected-gone = record { $number } is not in your list, or erased, or has a newer version
my-selected-undecided = it is not said what is to be done with the selected records
my-selected-undecided-next = Press one of the buttons beside the selection.
my-selected-too-many-consent = { $count } records are selected, and a consent names { $most } at most, the profile counted
my-selected-too-many-consent-next = Select fewer, or give access to the whole history.

## A record

my-record-all = All records
my-record-number = Number
my-record-file = File
my-record-type = Type
my-record-refers = Refers to
my-record-erased = This record is erased: its key and its place are gone from the chain's state. The log keeps that it was erased.
my-record-faulty = This record can't be read: { $fault }. It disturbs nothing else. You can erase it below.
my-record-not-here = Its content is not in this store, or not whole. It may be in the store of whoever wrote it.
my-record-rename-hint = This writes a new version with the same content, which you sign. This one stays below, as it is.
my-record-new = New version
my-record-new-about = A new version takes this one's place; this one stays below.
my-record-notes = Notes on it
my-record-note = Note
my-record-others = Other versions
my-record-version = Version
my-record-erase = Erase this record…
my-record-none = there is no record { $number }
my-record-none-next = Choose one from the list of records.

## Erasing

my-erase = Erase
my-erase-ask = Erase { $title }?
my-erase-what = record { $number }, added <added/> by <by/>
my-erase-already = already erased
my-erase-goes = What goes
my-erase-goes-about = Its key and its place leave the chain's state, and its content this store. Nobody can bring it back, you included.
my-erase-stays = What stays
my-erase-stays-about = The log keeps that record { $number } was added and erased, and who opened it when; not what it was. Old blocks still hold the wrapped key and the place, which are worth nothing without the content. Copies that a doctor has made, and other stores that keep the content, are not reached from here. Other versions of the record stay.
my-erase-sure = Erase { $title } for good
my-erase-busy = Erasing…
my-erase-keep = Keep it
my-erase-records = { $count ->
    [one] Erase 1 record?
   *[other] Erase { $count } records?
}
my-erase-records-goes = Their keys and places leave the chain's state, and their content this store. Nobody can bring them back, you included. Each is a transaction of its own: what fails costs its own record, and is told.
my-erase-records-stays = The log keeps that records of these numbers were added and erased, and who opened them when; not what they were. Old blocks still hold the wrapped keys and the places, which are worth nothing without the content. Copies that a doctor has made, and other stores that keep the content, are not reached from here.
my-erase-versions = Some have other versions
my-erase-versions-all = Erase every version, { $all } in all
my-erase-versions-one = Erase only those listed above
my-erase-versions-one-about = An earlier version takes the place of each.
my-erase-records-sure = { $count ->
    [one] Erase it for good
   *[other] Erase all { $count } for good
}
my-erase-records-keep = { $count ->
    [one] Keep it
   *[other] Keep them
}
my-erase-unsure = nothing was erased: it was not confirmed
my-erase-unsure-next = Tick the box if you mean it.
my-erase-undecided = nothing was erased: it is not said whether earlier versions are meant as well
my-erase-undecided-next = Choose one of the two.
my-erase-newer = nothing was erased: there is a newer version now, record { $number }
my-erase-newer-next = It is counted below. Look again, and choose anew.
my-erase-too-many = nothing was erased: with all versions these are { $count } records, and { $most } at a time are the most
my-erased-one = Record { $number } is erased: key and place are gone from the chain's state, and the content from this store.
my-erased = { $now ->
    [one] 1 record is erased: keys and places are gone from the chain's state, and the content from this store.
   *[other] { $now } records are erased: keys and places are gone from the chain's state, and the content from this store.
}
my-erased-nothing = Nothing was erased now.
my-erased-before = { $before ->
    [one] Nothing was erased now. 1 record is erased already.
   *[other] Nothing was erased now. { $before } records are erased already.
}
my-erased-and-before = { $now ->
    [one] 1 record is erased: keys and places are gone from the chain's state, and the content from this store.
   *[other] { $now } records are erased: keys and places are gone from the chain's state, and the content from this store.
} { $before ->
    [one] 1 record is erased already.
   *[other] { $before } records are erased already.
}
my-not-erased = { $count ->
    [one] 1 record is not erased
   *[other] { $count } records are not erased
}
my-not-erased-next = Why is said beside each.
my-not-erased-yet = { $count ->
    [one] 1 record is not erased yet: one run begins no other after { $seconds } s
   *[other] { $count } records are not erased yet: one run begins no other after { $seconds } s
}
my-not-erased-yet-next = Erase the rest as well: it is listed below.

## Downloading

my-export = Download everything
my-export-about = { $records ->
    [one] One archive with your record, every version of it, your profile, your consents and the log about you.
   *[other] One archive with your { $records } records, every version of them, your profile, your consents and the log about you.
}
my-export-about-size = { $records ->
    [one] One archive with your record, every version of it, your profile, your consents and the log about you: about { $size }.
   *[other] One archive with your { $records } records, every version of them, your profile, your consents and the log about you: about { $size }.
}
my-export-begin = It opens without medink: begin with the page <page>index.html</page> in it, which lists everything with title, kind, date, author, versions and notes, and says what is missing and why.
my-export-unlogged = Nobody is told: the records are your own, so this is not logged.
my-download-records = { $count ->
    [one] Download 1 record
   *[other] Download { $count } records
}
my-download-about = One archive with these, each in this version, and the page <page>index.html</page> to read them by, which says what is missing and why. Your profile, your consents, the log and your address are not in it.
my-archive-how = How
my-archive-encrypted = Encrypted with a password
my-archive-encrypted-about = A ZIP with AES-256, and in it another with everything. It opens with 7-Zip or WinZip on Windows, Keka on a Mac, Ark or File Roller on Linux; Windows alone does not open it. Without the password nobody can open it, not even medink.
my-archive-password = Password of the archive
my-archive-password-about = At least 20 characters: four or five words that only you would put together. Who finds the file can try passwords quickly.
my-archive-plain = Not encrypted
my-archive-plain-about = Opens everywhere with a click. Everybody who gets the file, or uses this computer, can read your records: delete it when you no longer need it.
my-archive-begins = The download begins at once and may take minutes. Locking the account ends it.
my-archive-passwords-differ-next = Type the same one twice.
my-archive-unchosen = it is not chosen whether the archive is encrypted
my-archive-ended = the archive ended before it began

## The profile

my-profile-about = Sealed with your keys. Doctors see it only with a consent that covers it.
my-profile-name = Full name
my-profile-birth = Date of birth
my-profile-gender = Gender
my-profile-identifier = Insurance or record number
my-profile-phone = Telephone
my-profile-email = Mail address
my-profile-blood = Blood group
my-profile-emergency = In an emergency call
my-profile-address = Postal address
my-profile-allergies = Allergies and intolerances
my-profile-save = Save
my-profile-written = Your profile is written, sealed.
