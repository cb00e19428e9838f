### What several parts say: sizes, transactions.
###
### Messages are in the order of the pages, keys begin with the part they belong to. Arguments are data: names, addresses,
### counts. An element such as <link>...</link> is filled by the page; move it with its words, and leave its name.

size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kb = { $number } KB
size-mb = { $number } MB
size-gb = { $number } GB
size-tb = { $number } TB

length-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
length-hours = { $count } h
length-minutes = { $count } min
length-seconds = { $count } s

chain-at = the chain at { $url }
chain-own = the chain at this machine's node

upgrade-announced = The { $part } contract gets new code, { $code }, not before { $from } (proposal { $number }).
proposal-open = Proposal { $number } needs { $quorum } approvals and has { $approvals }. It expires on { $until }.
proposal-announced = Proposal { $number } is announced to everybody. It can be carried out from { $from } until { $until }.
proposal-announced-lacking = Proposal { $number } is announced to everybody, but needs { $quorum } approvals and has { $approvals }: others are no admins any more, or the quorum was raised. With them it can be carried out from { $from } until { $until }.
proposal-approved = Proposal { $number } has the approvals that it needs. It can be carried out until { $until }.
proposal-ready = Proposal { $number } has had its notice. It can be carried out until { $until }.
proposal-expired = Proposal { $number } has expired.
proposal-carried-out = Proposal { $number } is carried out.
proposal-called-off = Proposal { $number } is called off.
propose-admin = make { $who } an admin
propose-no-admin = take the admin role from { $who }
propose-parameters = set the parameters: self-registration { $self_registration ->
    [open] open
   *[closed] closed
}, longest consent { $days } days, largest page { $page } entries, quorum { $quorum }, notice of upgrades { $notice }
propose-log-page = set the largest page of the log: { $count } entries
propose-writer = let the contract { $contract } write to the log
propose-no-writer = take the right to write to the log from the contract { $contract }
propose-code = put the code { $code } in the place of { $part }'s

receipts-one = 1 transaction, fee { $fee }
receipts-many = { $count ->
    [one] { $count } transaction
   *[other] { $count } transactions
}

## People

you = you
the-patient = the patient
standing-self-declared = self-declared
standing-verified = verified by { $who }
name-with-standing = { $name } ({ $standing })
name-and-address = { $name }, { $address }
known-as-address = { $address }
known-as-you = you ({ $address })
known-as-the-patient = the patient ({ $address })

## Who wrote a record

written-right = Written by { $named }, signature right.
written-put-by-another = Careful: { $named } wrote and signed it, but { $recorded } put it on the chain. Ask both before you rely on it.
written-unsigned = Careful: it says that { $named } wrote it, and the signature is wrong or of another patient's record. Nothing shows who wrote it: ask before you rely on it.
written-unsigned-put-by-another = Careful: it says that { $named } wrote it, and the signature is wrong or of another patient's record; { $recorded } put it on the chain. Nothing shows who wrote it: ask before you rely on it.

## Consents: what they cover, why, how long still, what has to be known

covers-whole = whole history
covers-records = records { $numbers }
covers-records-profile = records { $numbers }, profile
covers-profile = profile alone
purpose-treatment = treatment
purpose-emergency = emergency treatment
purpose-management = care management
purpose-payment = payment
purpose-operations = running the practice
purpose-research = research
purpose-public-health = public health
purpose-request = at the patient's request
left-expired = expired
left-minutes = { $count } min left
left-hours = { $count } h left
left-days = { $count } days left
consent-suspended = The doctor is suspended and opens nothing; your keys change at your next use.
consent-old-key = It is sealed to an earlier key of the doctor's; it is sealed again at your next use.
consent-suspended-old-key = The doctor is suspended and opens nothing; your keys change at your next use. The consent is sealed to an earlier key of the doctor's; it is sealed again at your next use.

## Visits: why, as the log says it and as a form offers it

reason-unread = the reason can't be read
reason-with-code = { $reason } ({ $code })
reason-coordination = coordination of care
reason-request = patient requested
reason-quality = health quality improvement
reason-payment = healthcare payment
offer-treatment = Treatment
offer-emergency = Emergency treatment
offer-management = Care management
offer-coordination = Coordination of care
offer-request = At the patient's request
offer-quality = Improving the quality of care
offer-payment = Payment

## The log: what was done, and about what

action-admin-added = admin added
action-admin-removed = admin removed
action-system-parameters = system parameters changed
action-paused = system paused
action-resumed = system resumed
action-contracts-registered = contracts registered
action-contract-authorized = contract let write to the log
action-contract-deauthorized = contract barred from the log
action-log-parameters = log parameters changed
action-doctor-registered = doctor registered
action-doctor-profile = doctor's profile changed
action-doctor-suspended = doctor suspended
action-doctor-reinstated = doctor reinstated
action-consent-granted = consent given
action-consent-revoked = consent revoked
action-consent-rewrapped = consent moved to the new keys
action-patient-registered = patient registered
action-patient-profile = patient's profile changed
action-record-added = record added
action-record-amended = new version of a record added
action-record-resealed = record's key changed
action-record-erased = record erased
action-opened = opened
action-visit-begun = visit begun
action-keys-changed = patient's keys changed
action-link-renewed = link between the patient's keys renewed
action-record-annotated = note on a record added
action-key-replaced = encryption key replaced
action-doctor-attested = doctor's profile attested
action-attestation-withdrawn = attestation withdrawn
action-proposal-made = proposal made
action-proposal-approved = proposal approved
action-approval-withdrawn = approval withdrawn
action-upgrade-announced = upgrade of a contract announced
action-code-replaced = contract's old code replaced
action-code-upgraded = contract upgraded
about-profile = profile
about-visit = all that the consent covers; the reason is sealed
about-record = record { $number }
about-generation = generation { $number }
about-key = encryption key { $number }
about-proposal = proposal { $number }
about-code = code { $hash }
about-until = until { $until }
about-account = { $account }
list = { $first }, { $rest }
change-self-registration = self-registration { $old ->
    [true] true
   *[false] false
} → { $new ->
    [true] true
   *[false] false
}
change-longest-consent = longest consent { $old } → { $new }
change-page = largest page { $old } → { $new }
change-quorum = quorum { $old } → { $new }
change-notice = notice of upgrades { $old } s → { $new } s
change-log-page = largest page of the log { $old } → { $new }

## Records

record-number = Record { $number }
kind-unknown = unknown

motion-join = { $who } becomes a hospital of the network
motion-leave = { $who } is no hospital of the network any more
motion-allow = the call { $call } may be carried out with the runtime's highest right
motion-other = { $call }, which medink does not know
