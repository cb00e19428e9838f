### ما تقوله أجزاء عدة.
###
### record: مستند · consent: موافقة · recovery words: كلمات الاسترداد · password: كلمة المرور · access (to look): اطّلاع ·
### log: السجل · hospital: المستشفى · doctor: طبيب · patient: مريض · admin: مسؤول · store: المخزن · chain: السلسلة ·
### erase: محو · sealed: مختوم · key: مفتاح · registration card: بطاقة التسجيل · node: العقدة · fee: رسم ·
### deposit: تأمين · balance: الرصيد · backup file: ملف النسخة الاحتياطية · lock, unlock: قفل، فتح القفل ·
### IPFS daemon: خدمة IPFS · connection profile: ملف الاتصال

size-bytes = { $count ->
    [zero] { $count } بايت
    [one] { $count } بايت
    [two] { $count } بايت
    [few] { $count } بايتات
    [many] { $count } بايت
   *[other] { $count } بايت
}
size-kb = { $number } كيلوبايت
size-mb = { $number } ميغابايت
size-gb = { $number } غيغابايت
size-tb = { $number } تيرابايت

length-days = { $count ->
    [zero] { $count } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
length-hours = { $count } س
length-minutes = { $count } د
length-seconds = { $count } ث

chain-at = السلسلة على العنوان { $url }
chain-own = سلسلة عقدة هذا الجهاز

upgrade-announced = يحصل { $part ->
    [admin] عقد المسؤولين
    [audit] عقد السجل
    [doctor] عقد الأطباء
   *[patient] عقد المرضى
} على شيفرة جديدة، { $code }، ليس قبل { $from } (الاقتراح { $number }).
proposal-open = يحتاج الاقتراح { $number } إلى { $quorum } من الموافقات وله منها { $approvals }. ينتهي في { $until }.
proposal-announced = أُعلن الاقتراح { $number } للجميع. يمكن تنفيذه من { $from } حتى { $until }.
proposal-announced-lacking = أُعلن الاقتراح { $number } للجميع، لكنه يحتاج إلى { $quorum } من الموافقات وله منها { $approvals }: لم يعد آخرون مسؤولين، أو رُفع النصاب. متى اكتملت يمكن تنفيذه من { $from } حتى { $until }.
proposal-approved = للاقتراح { $number } الموافقات التي يحتاج إليها. يمكن تنفيذه حتى { $until }.
proposal-ready = انقضت مهلة الإعلان عن الاقتراح { $number }. يمكن تنفيذه حتى { $until }.
proposal-expired = انتهت صلاحية الاقتراح { $number }.
proposal-carried-out = نُفّذ الاقتراح { $number }.
proposal-called-off = أُلغي الاقتراح { $number }.
propose-admin = جعل { $who } مسؤولًا
propose-no-admin = سحب دور المسؤول من { $who }
propose-parameters = تحديد الإعدادات: التسجيل الذاتي { $self_registration ->
    [open] مفتوح
   *[closed] مغلق
}، أطول موافقة { $days ->
    [zero] { $days } يوم
    [one] يوم واحد
    [two] يومان
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
}، أكبر صفحة { $page ->
    [zero] { $page } قيد
    [one] قيد واحد
    [two] قيدان
    [few] { $page } قيود
    [many] { $page } قيدًا
   *[other] { $page } قيد
}، النصاب { $quorum }، مهلة التحديثات { $notice }
propose-log-page = تحديد أكبر صفحة في السجل: { $count ->
    [zero] { $count } قيد
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}
propose-writer = السماح للعقد { $contract } بالكتابة في السجل
propose-no-writer = سحب حق الكتابة في السجل من العقد { $contract }
propose-code = وضع الشيفرة { $code } مكان شيفرة { $part ->
    [admin] عقد المسؤولين
    [audit] عقد السجل
    [doctor] عقد الأطباء
   *[patient] عقد المرضى
}

receipts-one = معاملة واحدة، الرسم { $fee }
receipts-many = { $count ->
    [zero] لا معاملات
    [one] معاملة واحدة
    [two] معاملتان
    [few] { $count } معاملات
    [many] { $count } معاملة
   *[other] { $count } معاملة
}

## الأشخاص

you = أنت
the-patient = المريض
standing-self-declared = غير موثّق
standing-verified = وثّقه { $who }
name-with-standing = { $name } ({ $standing })
name-and-address = { $name }، { $address }
known-as-address = { $address }
known-as-you = أنت ({ $address })
known-as-the-patient = المريض ({ $address })

## من كتب مستندًا

written-right = الكاتب: { $named }، والتوقيع صحيح.
written-put-by-another = تنبيه: كتبه ووقّعه { $named }، لكن { $recorded } هو من سجّله على السلسلة. اسألهما قبل أن تعتمد عليه.
written-unsigned = تنبيه: ورد فيه أن كاتبه { $named }، والتوقيع خاطئ أو يخص مستند مريض آخر. لا شيء يثبت من كتبه: اسأل قبل أن تعتمد عليه.
written-unsigned-put-by-another = تنبيه: ورد فيه أن كاتبه { $named }، والتوقيع خاطئ أو يخص مستند مريض آخر؛ وقد سجّله على السلسلة { $recorded }. لا شيء يثبت من كتبه: اسأل قبل أن تعتمد عليه.

## الموافقات: ما تشمله، وسببها، وما بقي منها، وما يجب أن يُعرف عنها

covers-whole = السجل الطبي كله
covers-records = المستندات { $numbers }
covers-records-profile = المستندات { $numbers }، والملف الشخصي
covers-profile = الملف الشخصي وحده
purpose-treatment = العلاج
purpose-emergency = العلاج الطارئ
purpose-management = متابعة الرعاية
purpose-payment = الفوترة
purpose-operations = إدارة العيادة
purpose-research = البحث العلمي
purpose-public-health = الصحة العامة
purpose-request = بطلب من المريض
left-expired = انتهت
left-minutes = { $count ->
    [zero] أقل من دقيقة
    [one] بقيت دقيقة
    [two] بقيت دقيقتان
    [few] بقيت { $count } دقائق
    [many] بقيت { $count } دقيقة
   *[other] بقيت { $count } دقيقة
}
left-hours = { $count ->
    [zero] أقل من ساعة
    [one] بقيت ساعة
    [two] بقيت ساعتان
    [few] بقيت { $count } ساعات
    [many] بقيت { $count } ساعة
   *[other] بقيت { $count } ساعة
}
left-days = { $count ->
    [zero] أقل من يوم
    [one] بقي يوم
    [two] بقي يومان
    [few] بقيت { $count } أيام
    [many] بقي { $count } يومًا
   *[other] بقي { $count } يوم
}
consent-suspended = الطبيب موقوف ولا يفتح شيئًا؛ وستتغير مفاتيحك عند استخدامك التالي.
consent-old-key = الموافقة مختومة لمفتاح سابق للطبيب؛ وستُختم من جديد عند استخدامك التالي.
consent-suspended-old-key = الطبيب موقوف ولا يفتح شيئًا؛ وستتغير مفاتيحك عند استخدامك التالي. الموافقة مختومة لمفتاح سابق للطبيب؛ وستُختم من جديد عند استخدامك التالي.

## الزيارات: سببها كما في السجل وكما تعرضه الاستمارة

reason-unread = تتعذر قراءة السبب
reason-with-code = { $reason } ({ $code })
reason-coordination = تنسيق الرعاية
reason-request = طلب المريض
reason-quality = تحسين جودة الرعاية
reason-payment = دفع تكاليف الرعاية
offer-treatment = العلاج
offer-emergency = العلاج الطارئ
offer-management = متابعة الرعاية
offer-coordination = تنسيق الرعاية
offer-request = بطلب من المريض
offer-quality = تحسين جودة الرعاية
offer-payment = الفوترة

## السجل: ما جرى، وبشأن ماذا

action-admin-added = أُضيف مسؤول
action-admin-removed = أُزيل مسؤول
action-system-parameters = تغيّرت إعدادات النظام
action-paused = أُوقف النظام مؤقتًا
action-resumed = استؤنف عمل النظام
action-contracts-registered = سُجّلت العقود
action-contract-authorized = سُمح لعقد بالكتابة في السجل
action-contract-deauthorized = مُنع عقد من الكتابة في السجل
action-log-parameters = تغيّرت إعدادات السجل
action-doctor-registered = سُجّل طبيب
action-doctor-profile = تغيّر الملف الشخصي لطبيب
action-doctor-suspended = أُوقف طبيب
action-doctor-reinstated = أُعيد طبيب إلى عمله
action-consent-granted = أُعطيت موافقة
action-consent-revoked = سُحبت موافقة
action-consent-rewrapped = نُقلت موافقة إلى المفاتيح الجديدة
action-patient-registered = سُجّل مريض
action-patient-profile = تغيّر الملف الشخصي للمريض
action-record-added = أُضيف مستند
action-record-amended = أُضيف إصدار جديد من مستند
action-record-resealed = تغيّر مفتاح مستند
action-record-erased = مُحي مستند
action-opened = اطّلاع
action-visit-begun = بدأت زيارة
action-keys-changed = تغيّرت مفاتيح المريض
action-link-renewed = جُدّدت الصلة بين مفاتيح المريض
action-record-annotated = أُضيفت ملاحظة إلى مستند
action-key-replaced = استُبدل مفتاح التشفير
action-doctor-attested = وُثّق الملف الشخصي لطبيب
action-attestation-withdrawn = سُحب توثيق
action-proposal-made = قُدّم اقتراح
action-proposal-approved = وُوفق على اقتراح
action-approval-withdrawn = سُحبت الموافقة على اقتراح
action-upgrade-announced = أُعلن تحديث عقد
action-code-replaced = استُبدلت الشيفرة القديمة لعقد
action-code-upgraded = حُدّث عقد
about-profile = الملف الشخصي
about-visit = كل ما تشمله الموافقة؛ والسبب مختوم
about-record = المستند { $number }
about-generation = الجيل { $number }
about-key = مفتاح التشفير { $number }
about-proposal = الاقتراح { $number }
about-code = الشيفرة { $hash }
about-until = حتى { $until }
about-account = { $account }
list = { $first }، { $rest }
change-self-registration = التسجيل الذاتي: { $old ->
    [true] نعم
   *[false] لا
} ← { $new ->
    [true] نعم
   *[false] لا
}
change-longest-consent = أطول موافقة: { $old } ← { $new }
change-page = أكبر صفحة: { $old } ← { $new }
change-quorum = النصاب: { $old } ← { $new }
change-notice = مهلة التحديثات: { $old } ث ← { $new } ث
change-log-page = أكبر صفحة في السجل: { $old } ← { $new }

## المستندات

record-number = المستند { $number }
kind-unknown = غير معروف

motion-join = يصير { $who } مستشفى في الشبكة
motion-leave = لا يعود { $who } مستشفى في الشبكة
motion-allow = يجوز تنفيذ الاستدعاء { $call } بأعلى حق في بيئة التشغيل
motion-other = { $call }، ولا يعرفه medink
