### ما يسأل عنه سطر الأوامر ويجيب به (client/cli).

## أسئلة

ask-passphrase = كلمة المرور للحساب
ask-present-passphrase = كلمة المرور الحالية للحساب
ask-key-file-passphrase = كلمة المرور لملف المفتاح
ask-new-passphrase = كلمة مرور جديدة ({ $least } أحرف على الأقل)
ask-archive-password = كلمة مرور الأرشيف ({ $least } حرفًا على الأقل)
ask-backup-passphrase = كلمة مرور النسخة الاحتياطية
ask-new-backup-passphrase = كلمة مرور النسخة الاحتياطية ({ $least } أحرف على الأقل)
ask-passphrase-or-none = كلمة المرور للحساب (Enter للفحص من دونها)
ask-again = الكلمة نفسها مرة أخرى
ask-phrase = كلمات الاسترداد (لا تُعرض)
ask-words = كلمات، أو Enter لأي كلمات
ask-kind = النوع، أو Enter لأي نوع
ask-author = الكاتب (اسم أو عنوان)، أو Enter لأي كاتب
ask-in-place-of = { $what } [{ $now }]
ask-nothing-yet = لا شيء
ask-to-go-on = { $question } أتريد المتابعة؟ (ن/ل)
ask-words-for-yes = ن نعم
ask-erase-record = محو المستند { $number } يزيل مفتاحه ومكانه من السلسلة ومحتواه من هذا المخزن. لا يستطيع أحد استعادته. ويبقى في السجل أنه مُحي.
ask-remove-account = سيزول { $name }، { $address }، من هذا الجهاز. من دون كلمات استرداده أو ملف مُصدَّر لا يستطيع أحد استعادته، ولا فتح ما لا يفتحه سواه.
ask-new-key = يبقى الحساب وكلماته، ويفتحان كل شيء كما كان. يختم الآخرون للمفتاح الجديد من الآن فصاعدًا، ويختم المرضى موافقاتهم لك من جديد عند استعمالهم التالي، وحتى ذلك الحين تُفتح كما كانت.
ask-attest =
    { $profile }
    لا تصادق إلا على ما تحققت منه. يرى الجميع أنك أنت من صادق.

## أسماء ما يُعرض

field-node = العقدة
field-chain = السلسلة
field-store = المخزن
field-profile = الملف الشخصي
field-trouble = مشكلة
field-deployment = النشر
field-uploads = عمليات الرفع
field-node-log = سجل العقدة
field-paused = متوقف مؤقتًا
field-upgrade = تحديث
field-file = الملف
field-address = العنوان
field-registered = تاريخ التسجيل
field-records = المستندات
field-generation = جيل المفاتيح
field-status = الحالة
field-balance = الرصيد
field-roles = الأدوار
field-specialty = الاختصاص
field-organization = المؤسسة
field-languages = اللغات
field-title = العنوان
field-kind = النوع
field-date = التاريخ
field-text = النص
field-code = الرمز
field-dosage = الجرعة
field-self-registration = التسجيل الذاتي
field-longest-consent = أطول موافقة
field-page = أكبر صفحة
field-log-page = أكبر صفحة من السجل
field-quorum = النصاب
field-notice = مهلة التحديثات
field-network = الشبكة
field-peer = النظير
field-peers = النظراء
field-keys = المفاتيح
field-start = التشغيل
field-blocks = الكتل
field-disk = القرص
field-made = أُنشئت
field-holds = فيها
field-checked = فُحصت
field-restored = استُعيد

## رؤوس الأعمدة

head-no = الرقم
head-index = #
head-state = الحالة
head-status = الحالة
head-date = التاريخ
head-added = أُضيف
head-by = الكاتب
head-amends = يعدّل
head-about = بشأن
head-kind = النوع
head-title = العنوان
head-type = الصيغة
head-bytes = بايت
head-name = الاسم
head-called = يُدعى
head-address = عنوان الحساب
head-time = الوقت
head-action = الفعل
head-actor = الفاعل
head-subject = المعني
head-who = من
head-verified = التحقق
head-opened = ما فُتح
head-doctor = الطبيب
head-patient = المريض
head-scope = النطاق
head-purpose = السبب
head-left = الباقي
head-until = حتى
head-specialty = الاختصاص
head-organization = المؤسسة
head-key = المفتاح
head-value = القيمة
head-from = المصدر
head-approvals = الموافقات
head-when = متى
head-what = ماذا
head-would-take = يلزم
head-fee-about = الرسم تقريبًا
head-deposit-about = التأمين تقريبًا
head-hospital = المستشفى
head-blocks = الكتل
head-turns = الأدوار
head-yes-votes = مع
head-no-votes = ضد

## الحالات

state-erased = ممحو
state-unreadable = لا يُقرأ
state-here = هنا
state-not-here = ليس في هذا المخزن
status-active = نشط
status-suspended = موقوف
stage-open = مفتوح
stage-expired = منتهي المدة
stage-announced = معلَن
stage-ready = جاهز
stage-carried-out = منفَّذ
stage-called-off = ملغى
source-environment = البيئة ({ $variable })
source-file = ملف الإعداد
source-default = القيمة المبدئية
setting-only-account = الوحيد على هذا الجهاز
setting-asked-for = لا شيء: تُطلب
setting-wait-by-chain = included على سلسلة تطوير، وfinalized على غيرها
cli-none-yet = لا شيء بعد
cli-true = نعم
cli-false = لا
cli-no = لا
cli-until = حتى { $until }
cli-entries = { $count ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}
cli-admins = { $count ->
    [zero] لا مسؤولين
    [one] مسؤول واحد
    [two] مسؤولان
    [few] { $count } مسؤولين
    [many] { $count } مسؤولًا
   *[other] { $count } مسؤول
}
cli-amount = { $amount }
cli-amount-back = { $amount } مستردة
cli-verified-by = من { $who }
cli-numbers = { $numbers }
cli-numbers-and-more = { $numbers } و{ $more } غيرها
cli-unreadable = لا يُقرأ: { $why }
cli-more = للمزيد: الأمر نفسه مع { $option }
cli-older = للأقدم: الأمر نفسه مع { $option }

## المعاملات

cli-step = { $what }: الكتلة { $block }، الرسم { $fee }{ $which ->
    [charged] ، التأمين { $deposit }
    [refunded] ، التأمين { $deposit } مسترد
   *[none] {""}
}، { $elapsed } ms، { $transaction }
cli-rehearsed = لم يُرسَل شيء ولم يُحفظ ولم يُغيَّر.
cli-rehearsed-nothing = لا يلزم أي معاملة.
cli-rehearsed-sum = المجموع نحو { $fees } رسومًا و{ $deposits } تأمينات.
cli-rehearsed-sum-at-least = المجموع على الأقل نحو { $fees } رسومًا و{ $deposits } تأمينات.
cli-rehearsed-has = لدى { $account } مبلغ { $amount } للإنفاق.
cli-rehearsed-lacks = لدى { $account } مبلغ { $amount } للإنفاق، وهذا لا يكفي.
cli-rehearsed-more = ما يقوم على هذه المعاملات لا يُعرف إلا بعد تنفيذها؛ وقد تتبعها معاملات أخرى.
cli-rehearsed-earlier = { $count ->
    [zero] لا عمليات رفع منقطعة على هذا الجهاز.
    [one] وانقطعت عملية رفع واحدة على هذا الجهاز: يتمها أولًا أمر record التالي لحسابها.
    [two] وانقطعت عمليتا رفع على هذا الجهاز: يتمهما أولًا أمر record التالي لحسابهما.
    [few] وانقطعت { $count } عمليات رفع على هذا الجهاز: يتمها أولًا أمر record التالي لحسابها.
    [many] وانقطعت { $count } عملية رفع على هذا الجهاز: يتمها أولًا أمر record التالي لحسابها.
   *[other] وانقطعت { $count } عملية رفع على هذا الجهاز: يتمها أولًا أمر record التالي لحسابها.
}
cli-known-later = يُعرف لاحقًا
cli-sent = أُرسل { $amount }.

## هذا الجهاز

cli-node-started = { $rpc } (العملية { $pid })، بدأت خلال { $seconds } s
cli-node-ran = { $rpc } (العملية { $pid })، كانت تعمل من قبل
cli-node-ran-not = لم تكن العقدة تعمل.
cli-node-stopped = توقفت العقدة. تبقى بياناتها.
cli-node-killed = لم تتوقف العقدة من نفسها خلال 10 s فأُنهيت. قد تكون كتلتها الأخيرة فُقدت؛ انظر إلى سجلها ({ $command }).
cli-node-starting = تبدأ (العملية { $pid })
cli-node-off = لا تعمل؛ شغّلها بالأمر: { $command }
cli-genesis = كتلة البداية { $genesis }
cli-chain = { $name }، الكتلة { $block }، كتلة البداية { $genesis }
cli-admin-contract = عقد admin { $address }
cli-paused-until = حتى { $until } على الأكثر
cli-uploads = { $count } جارية أو منقطعة؛ يتمها أمر الحساب التالي: { $command }
cli-network-validates = { $name }؛ تنتج هذه العقدة الكتل وتصوّت متى قبلتها المستشفيات ({ $command })
cli-network-follows = { $name }؛ هذه العقدة تتابع ({ $command })
cli-man = صفحات الدليل في { $folder }.
cli-config-file = ملف الإعداد: { $file }
cli-config-file-absent = ملف الإعداد: { $file } (غير موجود)
cli-profiles = ملفات الاتصال: { $profiles }
cli-config-set = { $line }، في { $file }
cli-config-replaced = { $line }، بدلًا من { $was }، في { $file }
cli-config-unset = لم يعد { $key } في { $file }
cli-config-unset-was = لم يعد { $key } في { $file }؛ كان { $was }

## اللوحات

cli-panels-at = اللوحات على العنوان
cli-panels-once = يُدخل هذا العنوان متصفحًا واحدًا مرة واحدة. للإيقاف: Ctrl-C.
cli-panels-another = لمتصفح آخر:
cli-panels-to = إلى اللوحات
cli-panels-stopped = توقفت. كل الحسابات مقفلة.
cli-panels-reachable = يمكن لآخرين الوصول إلى الصفحات على { $address }، وما يمر بينها وبين المتصفح غير مشفر.
cli-panels-trusting = يُخدَم مستخدمو هذا الجهاز الآخرون أيضًا: من يحصل على ملف تعريف الارتباط من المتصفح يستطيع التصرف باسم صاحب الحساب المفتوح.

## النشر

cli-deployed = نُشرت العقود.
cli-deployed-already = كانت العقود منشورة من قبل.
cli-deployment-file-opens = من لديه ملف النشر يستطيع استعمال النظام وقراءة دليل الأطباء.
cli-checked = في السلسلة ما تقوله الحزم وملف النشر.
cli-invited = كُتب ملف النشر. ينضم الآخرون بالأمر: { $command }، عند عقدة من السلسلة نفسها.
cli-invited-careful = من لديه الملف يستطيع استعمال النظام وقراءة دليل الأطباء: لا ترسله إلى أحد غيرهم، وبطريق لا يقرؤه أحد غيرهم.
cli-joined = انضم هذا الجهاز. يسجّلك مسؤول ببطاقتك: { $command }
cli-joined-again = كان هذا الجهاز قد انضم من قبل؛ أُخذ الملف من جديد.

## الحسابات

cli-account-made = لعرض بطاقة تسجيله: { $command }
cli-phrase =
    كلمات الاسترداد لهذا الحساب، تُعرض الآن فقط. هي وحدها تستعيد الحساب وكل ما خُتم له:
    اكتبها واحفظها حيث لا يجدها أحد.
cli-accounts-none = لا يوجد حساب على هذا الجهاز بعد. أنشئ واحدًا بالأمر: { $command }
cli-account-renamed = صار { $was } يُدعى { $now }.
cli-account-renamed-in-config = ويسميه ملف الإعداد كذلك أيضًا في: { $profiles }.
cli-account-not-renamed-in-config = قد يكون ملف الإعداد ما زال يسمي { $was }: { $why }
cli-account-not-renamed-in-config-next = غيّره هناك ({ $line }).
cli-account-removed = أُزيل { $name } من هذا الجهاز.
cli-passphrase-changed = يُفتح { $name } بكلمة المرور الجديدة من الآن فصاعدًا. أما نسخ ملف مفتاحه السابقة فما زالت تُفتح بالقديمة.
cli-new-key = صار مفتاح تشفير هذا الحساب رقم { $number }. ما يختمه الآخرون لك يُختم له من الآن فصاعدًا، ويختم المرضى موافقاتهم لك من جديد عند استعمالهم التالي.
cli-card = بطاقة التسجيل (لا سر فيها؛ يحتاجها مسؤول لتسجيل هذا الحساب):
cli-exported = صُدّر مشفرًا بكلمة المرور نفسها. يستطيع Polkadot.js استيراد الملف.

## الأشخاص

cli-registered-doctor = سُجّل { $address } طبيبًا.
cli-registered-patient = سُجّل { $address } مريضًا.
cli-patient-registered = سُجّلت مريضًا.
cli-patient-profile = كُتب الملف الشخصي مختومًا.
cli-doctor-profile = صار الملف الشخصي الجديد في الدليل.
cli-doctors-none = لم يُسجَّل أي طبيب بعد. يفعل ذلك مسؤول بالأمر: { $command }
cli-patients-none = لم يمنح أي مريض موافقة. يفعل ذلك المريض بالأمر: { $command }
cli-other-directory-key = مختوم بمفتاح دليل غير الذي في ملف النشر هذا

## المستندات

cli-no-record = لا يوجد مستند بعد. أضف واحدًا بالأمر: { $command }
cli-record-unreadable = لا يمكن قراءة المستند { $number }: { $why }
cli-nothing-found = { $count ->
    [zero] لم يُعثر على شيء.
    [one] لم يُعثر على شيء في المستند الوحيد.
    [two] لم يُعثر على شيء في المستندين.
    [few] لم يُعثر على شيء في { $count } مستندات.
    [many] لم يُعثر على شيء في { $count } مستندًا.
   *[other] لم يُعثر على شيء في { $count } مستند.
}
cli-found-none-so-far = { $count ->
    [zero] لم يُعثر على شيء.
    [one] عُثر على مستند واحد، ولا شيء أبعد منه.
    [two] عُثر على مستندين، ولا شيء أبعد منهما.
    [few] عُثر على { $count } مستندات، ولا شيء أبعد منها.
    [many] عُثر على { $count } مستندًا، ولا شيء أبعد منها.
   *[other] عُثر على { $count } مستند، ولا شيء أبعد منها.
}
cli-found = من { $start } إلى { $end } من أصل { $found } عُثر عليها، من جملة { $all } من المستندات.
cli-recorded = سُجّل برقم { $number }: { $bytes } بايت مشفرة في { $place }
cli-note-added = كُتبت الملاحظة برقم { $number }: { $bytes } بايت مشفرة في { $place }
cli-record-amended = المستند { $new } هو الإصدار الجديد من المستند { $number } الذي يبقى.
cli-record-renamed = المستند { $new } هو الإصدار الجديد من المستند { $number } الذي يبقى. محتواه هو نفسه، وقد وقّعته أنت.
cli-note-about = كُتبت الملاحظة مستندًا برقم { $new }. وهي تتعلق بالمستند { $number } الذي يبقى كما هو.
cli-record-opened = فُتح المستند { $number } وجرى التحقق منه: { $bytes } بايت، { $media_type }.
cli-access-logged = الاطّلاع مدوَّن في السجل.
cli-record-erased = مُحي المستند { $number }.
cli-reading-input = يُقرأ من الطرفية؛ ينتهي بالضغط على Ctrl-D في سطر وحده.
cli-archive = { $count ->
    [zero] كُتب الأرشيف: ملفك الشخصي وموافقاتك والسجل الذي يخصك، بلا وثائق. ابدأ بالملف { $file } فيه.
    [one] كُتب الأرشيف: وثيقة واحدة وملفك الشخصي وموافقاتك والسجل الذي يخصك. ابدأ بالملف { $file } فيه.
    [two] كُتب الأرشيف: وثيقتان وملفك الشخصي وموافقاتك والسجل الذي يخصك. ابدأ بالملف { $file } فيه.
    [few] كُتب الأرشيف: { $count } وثائق وملفك الشخصي وموافقاتك والسجل الذي يخصك. ابدأ بالملف { $file } فيه.
    [many] كُتب الأرشيف: { $count } وثيقة وملفك الشخصي وموافقاتك والسجل الذي يخصك. ابدأ بالملف { $file } فيه.
   *[other] كُتب الأرشيف: { $count } وثيقة وملفك الشخصي وموافقاتك والسجل الذي يخصك. ابدأ بالملف { $file } فيه.
}
cli-archive-encrypted = يُفتح بكلمة مروره وحدها، في 7-Zip وWinZip وKeka وArk وغيرها، وفيه أرشيف آخر.
cli-archive-open = وهو غير مشفر: كل من يحصل عليه يستطيع قراءته.
cli-archive-left-out = المستند { $number }: { $why }
cli-archive-more = و{ $count } غيرها يسميها { $file }.

## الموافقات

cli-consent-given = لدى { $doctor } موافقة حتى { $until }.
cli-consents-none = لم تمنح أي موافقة. امنح واحدة بالأمر: { $command }
cli-consent-revoked = سُحبت الموافقة وصارت مفاتيحك في الجيل { $generation }: ما لدى { $doctor } لا يفتح شيئًا مما يُكتب من الآن فصاعدًا.
cli-not-unseen = ما رآه الطبيب من قبل لا يمكن محوه من ذاكرته.
cli-reencrypted = { $count ->
    [zero] لا مستندات سابقة.
    [one] لمستند سابق واحد مفتاح ومكان جديدان.
    [two] لمستندين سابقين مفاتيح وأماكن جديدة.
    [few] لـ { $count } مستندات سابقة مفاتيح وأماكن جديدة.
    [many] لـ { $count } مستندًا سابقًا مفاتيح وأماكن جديدة.
   *[other] لـ { $count } مستند سابق مفاتيح وأماكن جديدة.
}
cli-not-reencrypted = { $count ->
    [zero] لم يبق شيء كما كان.
    [one] بقي واحد كما كان: محتواه ليس في هذا المخزن.
    [two] بقي اثنان كما كانا: محتواهما ليس في هذا المخزن.
    [few] بقيت { $count } كما كانت: محتواها ليس في هذا المخزن.
    [many] بقي { $count } كما كانت: محتواها ليس في هذا المخزن.
   *[other] بقي { $count } كما كانت: محتواها ليس في هذا المخزن.
}

## السجل

cli-log-nothing = ليس في السجل قيد كهذا.
cli-accesses-none = لم يفتح أحد شيئًا من ملف هذا المريض.
cli-accesses-none-so-far = { $count ->
    [zero] لا اطّلاع.
    [one] اطّلاع واحد في المجموع، ولا شيء أبعد منه.
    [two] اطّلاعان في المجموع، ولا شيء أبعد منهما.
    [few] { $count } اطّلاعات في المجموع، ولا شيء أبعد منها.
    [many] { $count } اطّلاعًا في المجموع، ولا شيء أبعد منها.
   *[other] { $count } اطّلاع في المجموع، ولا شيء أبعد منها.
}
cli-accesses = من { $start } إلى { $end } من أصل { $total } من الاطّلاعات، الأحدث أولًا.
cli-opened-profile = الملف الشخصي والعناوين
cli-visit = زيارة: { $reason }
cli-reason-sealed = السبب مختوم
cli-foreign = { $what } (غريب)
cli-foreign-note = (غريب): كتبه عقد ليس من العقود الأربعة لهذا النشر. يثبت السجل أنه كُتب، لا أنه صحيح.
cli-log-written = { $count ->
    [zero] لم يُكتب أي قيد؛ البصمة { $hash }.
    [one] كُتب قيد واحد؛ بصمته { $hash }.
    [two] كُتب قيدان؛ بصمة آخرهما { $hash }.
    [few] كُتبت { $count } قيود؛ بصمة آخرها { $hash }.
    [many] كُتب { $count } قيدًا؛ بصمة آخرها { $hash }.
   *[other] كُتب { $count } قيد؛ بصمة آخرها { $hash }.
}
cli-log-check = تحقق منها بالأمر: { $command }
cli-log-head = اكتب هذا في مكان آخر، فيمكن التحقق منها بلا عقدة: { $option }
cli-verify-head = { $count ->
    [zero] الرأس المعطى، بلا قيود
    [one] الرأس المعطى، ذي القيد الواحد
    [two] الرأس المعطى، ذي القيدين
    [few] الرأس المعطى، ذي { $count } قيود
    [many] الرأس المعطى، ذي { $count } قيدًا
   *[other] الرأس المعطى، ذي { $count } قيد
}
cli-verify-whole = التصدير هو السجل كله: عدد القيود { $entries }، وكل بصمة صحيحة، والأخيرة بصمة السلسلة.
cli-verify-as-head = التصدير هو ما يقوله الرأس: عدد القيود { $entries }، وكل بصمة صحيحة، والأخيرة بصمة الرأس.
cli-verify-beginning = التصدير هو البداية الصحيحة للسجل: { $entries } من أصل { $known } من القيود، وكل بصمة صحيحة.
cli-verify-first = أول { $known } من أصل { $entries } من القيود هي ما يقوله الرأس، وكل بصمة صحيحة. وما بعدها متسلسل معها، ولا يقول الرأس عنه شيئًا.
cli-verify-against = قورن مع { $against }.
cli-verify-contracts = يقول الملف إنه من السلسلة { $genesis } بالعقود admin { $admin }، audit { $audit }، doctor { $doctor }، patient { $patient }: { $which }
cli-verify-contracts-same = وهي عقود ملف النشر على هذا الجهاز.
cli-verify-contracts-unknown = ليس على هذا الجهاز ملف نشر لتلك السلسلة للمقارنة. قارنها بملف مسؤول.
cli-verify-foreign = { $count ->
    [zero] لا قيود غريبة (رقم { $numbers }).
    [one] قيد واحد غريب: كتبه عقد ليس من هذه الأربعة (رقم { $numbers }). ثبت أنه كُتب، ولم يثبت ما يقوله.
    [two] قيدان غريبان: كتبهما عقد ليس من هذه الأربعة (رقم { $numbers }). ثبت أنهما كُتبا، ولم يثبت ما يقولانه.
    [few] { $count } قيود غريبة: كتبها عقد ليس من هذه الأربعة (رقم { $numbers }). ثبت أنها كُتبت، ولم يثبت ما تقوله.
    [many] { $count } قيدًا غريبًا: كتبها عقد ليس من هذه الأربعة (رقم { $numbers }). ثبت أنها كُتبت، ولم يثبت ما تقوله.
   *[other] { $count } قيد غريب: كتبها عقد ليس من هذه الأربعة (رقم { $numbers }). ثبت أنها كُتبت، ولم يثبت ما تقوله.
}
cli-verify-foreign-next = إن كنت تعرف ذلك العقد فاقبلها بالخيار --allow-foreign.

## المخازن

cli-store-place = { $place }
cli-store-kubo = { $place } (Kubo { $version })
cli-store = { $place }، الكتل: { $blocks }، البايتات: { $bytes }، التثبيتات: { $pins }
cli-store-not-made = { $place }، لم يُنشأ بعد
cli-copied = { $count ->
    [zero] لم يُنسخ أي مستند ({ $bytes } بايت) { $to }؛ وكان هناك من قبل: { $before }.
    [one] نُسخ مستند واحد ({ $bytes } بايت) { $to }؛ وكان هناك من قبل: { $before }.
    [two] نُسخ مستندان ({ $bytes } بايت) { $to }؛ وكان هناك من قبل: { $before }.
    [few] نُسخت { $count } مستندات ({ $bytes } بايت) { $to }؛ وكان هناك من قبل: { $before }.
    [many] نُسخ { $count } مستندًا ({ $bytes } بايت) { $to }؛ وكان هناك من قبل: { $before }.
   *[other] نُسخ { $count } مستند ({ $bytes } بايت) { $to }؛ وكان هناك من قبل: { $before }.
}
cli-copied-to = إلى { $store }
cli-copied-here = إلى مخزن هذا الجهاز
cli-not-copied = لم يُنسخ إلى { $store }: { $why }
cli-not-had = { $count ->
    [zero] حُصل على كل المستندات: { $why }
    [one] تعذّر الحصول على مستند واحد: { $why }
    [two] تعذّر الحصول على مستندين. الأول: { $why }
    [few] تعذّر الحصول على { $count } مستندات. الأول: { $why }
    [many] تعذّر الحصول على { $count } مستندًا. الأول: { $why }
   *[other] تعذّر الحصول على { $count } مستند. الأول: { $why }
}
cli-store-checked = { $store }: { $whole } من أصل { $records } من المستندات كاملة وصحيحة (تحقق من { $bytes } بايت)
cli-store-flaw = المستند { $number } للمريض { $patient } ({ $place }) في { $store }: { $what }
cli-store-flaws-more = و{ $count } غيرها: انظر --json
cli-store-flaw-next = انسخه من مخزن لديه: { $repair } بين عدة مخازن؛ { $push } أو { $pull } بين مخزن هذا الجهاز ومخزن خدمة IPFS
cli-store-unreadable = لا يمكن قراءة المستند { $number } للمريض { $patient }: { $why }
cli-store-unreadable-more = و{ $count } غيرها لا يمكن قراءتها: انظر --json
cli-store-unreadable-next = لا تعيد أي نسخة ما لا يمكن قراءته؛ ويستطيع صاحبه محوه.
cli-flaw-unreadable = لا يمكن قراءته: { $why }
cli-flaw-absent = غير موجود
cli-flaw-blocks = الكتل الناقصة: { $missing }، التالفة: { $damaged }
cli-flaw-blocks-more = الكتل الناقصة: { $missing }، التالفة: { $damaged }، معيبة غيرها: { $more }
cli-gc = { $store }: الكتل المزالة: { $blocks }، البايتات المحررة: { $bytes }، الكتل الباقية: { $kept }
cli-gc-not-made = { $store }: لم يُنشأ بعد، فلا شيء يُجمع
cli-stores-head = المستندات السارية: { $records }. وأقل عدد من المخازن يجب أن يكون كل منها فيه: { $copies }.
cli-stores-has = { $store }: موجود { $whole }؛ ناقص أو تالف { $partly }؛ غائب { $absent }
cli-stores-failed = { $store }: { $why }
cli-stores-short = مستندات في مخازن أقل من ذلك: { $short }
cli-stores-row = المستند { $number } للمريض { $patient } في { $have } من { $all } من المخازن؛ وهو غائب عن { $stores }
cli-stores-row-unasked = المستند { $number } للمريض { $patient } في { $have } من { $all } من المخازن، مما أمكن سؤاله
cli-stores-more = وغيرها { $left }: انظر { $option }
cli-stores-repair = ما ينقص مخزنًا يُجلب إليه بالأمر: { $command }
cli-stores-brought = { $store }: مستندات جُلبت { $brought } ({ $bytes } بايت)، وكان موجودًا { $before }
cli-stores-unmended = تعذّر جلب المستند { $number } للمريض { $patient } إلى { $store }: { $why }
cli-stores-unreadable = تعذّرت قراءة المستند { $number } للمريض { $patient }: { $why }
cli-stores-unreadable-next = لا تعيد أي نسخة ما لا يُقرأ؛ ويمكن لصاحبه أن يمحوه.
cli-keeping-begins = يُحفظ في { $store } ما تشير إليه السلسلة. يوقفه Ctrl-C.
cli-keeping-brought = جُلب إلى { $store }: المستند { $number } للمريض { $patient }، { $bytes } بايت، { $cid }
cli-keeping-missing = غير متاح بعد: المستند { $number } للمريض { $patient }، { $cid }: { $why }
cli-keeping-let-go = تُرك في { $store }: { $cid } للمريض { $patient }، ولم يعد محتوى أي مستند
cli-keeping-stands = قيود السجل المفحوصة { $entries }، المستندات المحفوظة { $kept }، الناقصة { $waiting }
cli-keeping-trouble = { $why } يعاد بعد { $seconds } ث.
cli-keeping-stopped = توقف. ما في المخزن يبقى.
cli-swarm-key-written = مفتاح شبكة جديدة في { $path }. أوصله إلى كل خدمة باسم swarm.key بطريق لا يقرؤه أحد غيرك: من يملكه يستطيع الانضمام.

## الفحص والنسخة الاحتياطية

check-node = العقدة
check-deployment = النشر
check-stores = المخازن
check-accounts = الحسابات
check-journal = المعلق
check-references = المراجع
check-memory = الذاكرة
check-ok = سليم
check-not-looked = لم يُفحص
check-warning = تحذير
check-broken = معطل
check-repaired = أُصلح
cli-check-well = كل شيء سليم.
cli-check-well-now = كل شيء سليم الآن؛ ما أُصلح: { $repaired }.
cli-check-not-well = غير سليم: { $left }. وما العمل مكتوب تحت كل منها.
cli-backup-written = كُتبت النسخة الاحتياطية: عدد الملفات { $files }، { $bytes } بايت، بلا محتوى مخزن هذا الجهاز.
cli-backup-with-store = كُتبت النسخة الاحتياطية: عدد الملفات { $files }، { $bytes } بايت، مع محتوى مخزن هذا الجهاز.
cli-backup-read-back = قُرئت كلها من جديد. تُفتح بكلمة مرورها وحدها: { $command }
cli-backup-not-read-back = تعذّرت قراءتها من جديد من هنا؛ افحصها بالأمر: { $command }
cli-backup-credentials-elsewhere = { $count ->
    [zero] كل ملفات الاعتماد فيها.
    [one] ليس فيها ملف اعتماد واحد ليس بجانب ملف الإعداد.
    [two] ليس فيها ملفا اعتماد ليسا بجانب ملف الإعداد.
    [few] ليست فيها { $count } ملفات اعتماد ليست بجانب ملف الإعداد.
    [many] ليس فيها { $count } ملف اعتماد ليست بجانب ملف الإعداد.
   *[other] ليس فيها { $count } ملف اعتماد ليست بجانب ملف الإعداد.
}
cli-backup-made = { $at }
cli-backup-holds = عدد الملفات { $files }، { $bytes } بايت، بلا محتوى المخزن
cli-backup-holds-store = عدد الملفات { $files }، { $bytes } بايت، مع محتوى المخزن
cli-backup-checked = كل ملف كامل وصحيح؛ ولم يُكتب شيء
cli-backup-restored = كُتب { $written }، وكان موجودًا { $there }
cli-backup-restored-next = ليست السلسلة في نسخة احتياطية: فهي تأتي من عقدتها. افحص كل شيء بالأمر: { $command }

## شبكة مستشفيات

cli-network-begun = كُتب ملف الشبكة. أعطه للمستشفيات الأخرى.
cli-network-ready = العقدة جاهزة للانضمام. متى لحقت بغيرها ({ $status }) أودع مفاتيحها ({ $keys }) واطلب من مستشفى أن يقترح هذا المستشفى.
cli-network-catching-up = { $peers }؛ ما زالت العقدة تلحق بغيرها
cli-network-blocks = الأحدث { $best }، النهائية { $finalized } (التأخر { $behind })
hospital-no-turn = لم يأت دوره بعد
hospital-missing = غائب
hospital-missed-some = فوّت بعضها
hospital-well = سليم
hospital-no-keys = لا ينتج كتلًا: لم تودع مفاتيح عقدته ({ $command })
hospital-coming = ينتج الكتل من جلسة قادمة
cli-motions-seats = { $count ->
    [zero] لا مقعد لأي مستشفى؛ يلزم للقرار { $majority }.
    [one] لمستشفى واحد مقعد؛ يلزم للقرار { $majority }.
    [two] لمستشفيين مقعدان؛ يلزم للقرار { $majority } منهما.
    [few] لـ { $count } مستشفيات مقاعد؛ يلزم للقرار { $majority } منها.
    [many] لـ { $count } مستشفى مقاعد؛ يلزم للقرار { $majority } منها.
   *[other] لـ { $count } مستشفى مقاعد؛ يلزم للقرار { $majority } منها.
}
cli-motions-none = لا يُصوَّت على شيء.
cli-motion-until = الكتلة { $block }
motion-state-open = مفتوح
motion-state-carried = مقبول
motion-state-lost = مرفوض
cli-motion-decided = تقرر ذلك.
cli-motion-made = قُدِّم الاقتراح { $number } مع صوتك. يصوّت الآخرون بالأمر: { $command }
cli-motion-call = وهو بشأن الاستدعاء { $call }.
cli-motion-carried-out = نُفِّذ الاقتراح { $number }: { $what }.
cli-motion-removed = لم ينل الاقتراح { $number } الأصوات اللازمة وأُزيل: { $what }.
cli-vote-counts = حُسب صوتك على الاقتراح { $number }.
cli-vote-carried = نال الاقتراح { $number } الأصوات اللازمة. نفّذه بالأمر: { $command }
cli-vote-lost = لم يعد يمكن أن ينال الاقتراح { $number } الأصوات اللازمة. أزله بالأمر: { $command }
cli-call-carried-out = نُفِّذ الاستدعاء { $call }.
cli-keys-laid-down =
    أُودعت مفاتيح العقدة: { $keys }
    ومع مقعد في المجلس تنتج الكتل من الجلسة التي تلي القادمة، إن شُغّلت بالخيار { $option }.
cli-keys-taken-back = استُردت مفاتيح العقدة. ولا تنتج كتلًا من الجلسة التي تلي القادمة.
cli-leave-moved = قُدِّم الاقتراح { $number }. لا تنتج العقدة كتلًا من الجلسة التي تلي القادمة؛ أوقفها حينئذ. ويزول المقعد متى صوّت الآخرون: { $command }

## الإدارة

cli-changed = غُيّرت.
cli-nothing-to-change = لا شيء يُغيَّر.
cli-admin-added = صار الحساب مسؤولًا.
cli-admin-removed = لم يعد الحساب مسؤولًا.
cli-authorized = يجوز للعقد الكتابة في السجل. تُعرض قيوده غريبة.
cli-deauthorized = لم يعد يجوز للعقد الكتابة في السجل.
cli-upgraded = صارت للعقد الشيفرة الجديدة.
cli-new-code = الشيفرة الجديدة هي { $hash }.
cli-proposal-approved = نال الاقتراح { $number } ما يلزمه من موافقات ونُفّذ.
cli-approval-withdrawn = سُحبت موافقتك على الاقتراح { $number }.
cli-proposal-would-wait = سينتظر الاقتراح { $number }.
cli-proposal-approve = يوافق عليه مسؤول آخر بالأمر: { $command }
cli-proposal-carry-out = نفّذه بالأمر: { $command }
cli-proposals-none = لم يُقترح قط شيء لا يستطيع مسؤول واحد أن يقرره وحده.
cli-expires = تنتهي مدته { $at }
cli-not-before = ليس قبل { $at }
cli-made = قُدّم { $at }
cli-approvals = { $approvals } من { $quorum }
cli-attested = تحققت أنت من الملف الشخصي. ويعود غير متحقَّق منه متى غيّره الطبيب.
cli-attestation-withdrawn = عاد الملف الشخصي غير متحقَّق منه.
cli-suspended = أُوقف الطبيب.
cli-reinstated = يجوز للطبيب العمل من جديد.
cli-paused = متوقف ثلاثة أيام على الأكثر. ما ينزع الوصول يستمر: السحب وتغيير المفاتيح والمحو والإيقاف. أنهِ التوقف بالأمر: { $command }
cli-resumed = يتابع النظام عمله.
