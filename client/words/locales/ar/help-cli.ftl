### مساعدة سطر الأوامر (client/cli).

## ما تقوله clap من نفسها

help-usage = الاستعمال:
help-usage-options = خيارات
help-commands = الأوامر
help-arguments = المعطيات
help-options = الخيارات
help-global-options = خيارات كل الأوامر
help-default = [المبدئي: { $value }]
help-env = [البيئة: { $variable }]
help-values = [القيم الممكنة: { $values }]
help-values-are = القيم الممكنة:
help-help = طباعة هذه المساعدة أو مساعدة الأوامر المعطاة
help--help = طباعة المساعدة: -h باختصار، --help كاملة
help--version = طباعة رقم الإصدار

## ما يقوم مقام القيمة

help-value-command = أمر
help-value-account = حساب
help-value-account-keys = حساب=مفاتيح
help-value-address = عنوان
help-value-amount = مبلغ
help-value-card = بطاقة
help-value-contract = عقد
help-value-count-hash = عدد:بصمة
help-value-date = تاريخ
help-value-days = أيام
help-value-dir = مجلد
help-value-doctor = طبيب
help-value-file = ملف
help-value-folder = مجلد
help-value-key = مفتاح
help-value-kind = نوع
help-value-language = لغة
help-value-length = مدة
help-value-minutes = دقائق
help-value-multiaddr = MULTIADDR
help-value-n = عدد
help-value-name = اسم
help-value-number = رقم
help-value-numbers = أرقام
help-value-order = ترتيب
help-value-output = ناتج
help-value-patient = مريض
help-value-port = منفذ
help-value-purpose = غرض
help-value-shell = SHELL
help-value-to = إلى
help-value-true-false = true|false
help-value-url = عنوان
help-value-value = قيمة
help-value-vote = صوت
help-value-when = متى

## البرنامج وخيارات كل الأوامر

help = سجلات طبية يملكها أصحابها المرضى
help-after =
    للبدء:
      medink up                       تشغيل العقدة والمخزن على هذا الجهاز
      medink deploy --as //Alice      نشر العقود الأربعة (سلسلة تطوير)
      medink account new ada          إنشاء حساب؛ وبطاقته بالأمر: medink account show ada
    لكل أمر مساعدته مع مثال: medink record add --help
help--as = الحساب الذي يعمل: اسم في المحفظة، أو عنوانه، أو //Alice وأمثاله على سلسلة تطوير
help--passphrase-file = قراءة كلمة المرور من السطر الأول في هذا الملف (أو /dev/fd/N) بدلًا من طلبها
help--profile = ملف الاتصال في ملف الإعداد: embedded أو local أو ملفك
help--node = العقدة المخاطَبة (ws:// على هذا الجهاز، wss:// على غيره)، بدلًا من عقدة ملف الاتصال
help--ipfs = خدمة IPFS التي تُحفظ فيها المستندات (واجهة RPC مثل http://127.0.0.1:5001)، أو embedded، بدلًا من مخازن ملف الاتصال
help--ipfs-credentials-file = الملف الذي فيه اعتماد تلك الخدمة: bearer:TOKEN أو basic:USER:PASSWORD، ولا يقرؤه إلا مالكه
help--wait = الانتظار حتى تصير المعاملة في كتلة (المعتاد على سلسلة تطوير)، أو حتى تصير تلك الكتلة نهائية (على غيرها)
help--wait-is-included = حتى تصير في كتلة
help--wait-is-finalized = حتى تصير كتلتها نهائية
help--tip = دفع هذا المبلغ فوق كل رسم، بعملة السلسلة، لتُخدَم أولًا
help--deposit-limit = عدم إرسال ما يأخذ تأمين تخزين أكبر من هذا، بعملة السلسلة
help--dry-run = عدم إرسال شيء أو حفظه أو تغييره؛ عرض المعاملات اللازمة وكلفتها
help--yes = الإجابة بنعم عن كل سؤال، إلا كلمات المرور؛ وما يمكن تركه كالعنوان لا يُسأل عنه
help--verbose = عرض ما يجري على مخرج الأخطاء؛ ومرتين: ما تُسأل عنه السلسلة والمخزن والمحفظة وكم يستغرق
help--verbose-long = يحدد MEDINK_LOG ذلك بدقة أكبر، مثل medink_chain=debug,medink_store=info. في الأسطر عناوين وبصمات وأحجام وأوقات، ولا شيء كتبه الناس.
help--quiet = عدم عرض التقدم والملاحظات، بل النتيجة وما يفشل فقط
help--wide = عرض الجداول كاملة مهما ضاقت الطرفية
help--lang = لغة المساعدة والأسئلة والإجابات والأخطاء [المبدئي: لغة البيئة (LC_ALL، LC_MESSAGES، LANG)، وإلا فالإنجليزية]
help--lang-is-en = الإنجليزية
help--lang-is-fr = الفرنسية
help--lang-is-ar = العربية
help--json = طباعة كائن JSON واحد، للبرامج

## medink up

help-up = تشغيل العقدة والمخزن على هذا الجهاز
help-up-long = للعقدة سلسلة تطوير خاصة بها، أو هي من عقد الشبكة التي جهّز medink network join هذا الجهاز لها.
help-up-after =
    أمثلة:
      medink up
      medink up --validator
help-up--port = المنفذ لواجهة RPC للعقدة؛ 0 لمنفذ حر. يُتذكر الأخير. والعقدة العاملة تحتفظ بمنفذها
help-up--validator = في شبكة: إنتاج الكتل والتصويت متى قبلت المستشفيات هذا المستشفى؛ وfalse للمتابعة فقط. يُتذكر [في البداية: false]
help-up--peer-port = في شبكة: المنفذ الذي تُجاب عليه عقد المستشفيات الأخرى. يُتذكر [في البداية: 30333]

## medink down

help-down = إيقاف العقدة على هذا الجهاز؛ تبقى بياناتها
help-down-after =
    مثال:
      medink down

## medink status

help-status = عرض العقدة والمخزن والنشر وعمليات الرفع الجارية
help-status-after =
    مثال:
      medink status --json

## medink check, backup, restore

help-check = فحص كل جزء من هذا الجهاز: ما الخلل فيه وما العمل
help-check-long = العقدة والنشر والمخازن والحسابات والعمليات المعلقة والمراجع وما يتذكره هذا الجهاز. الخلل في جزء لا يمنع فحص غيره.
help-check-after =
    أمثلة:
      medink check --as ada
      medink check --repair --as ada
      medink check --whole --json

    الإصلاح يشغّل عقدة هذا الجهاز، ويتم ما انقطع أو ينظفه، ويغلق الملفات عن الآخرين، ويزيل ما بقي نصف مكتوب، ويبني الفهارس والمراجع من جديد، ويجلب المحتوى من مخازن أخرى في ملف الاتصال. ولا يزيل شيئًا قد يحتاج إليه أحد.

    تُفحص مفاتيح الحساب وعملياته المعلقة وذاكرته حين يكون مفتوحًا: تُطلب كلمة المرور، أو تأتي من --passphrase-file. رمز الخروج 7 إن وُجد خلل، و0 إن كان كل شيء سليمًا أو أُصلح.
help-check--repair = إصلاح ما يمكن إصلاحه بلا ضرر
help-check--whole = حساب بصمة كل كتلة من مستندات الحساب، والبحث عن مراجع ليست لأي مستند. يستغرق وقتًا أطول
help-check--bundles = المجلد الذي فيه حزم admin/ وaudit/ وdoctor/ وpatient/ [المبدئي: ink/ بجانب البرنامج أو فوقه]
help-backup = كتابة حسابات هذا الجهاز ونشره وإعداده وعملياته المعلقة وذاكرته وفهارسه في ملف واحد مشفر
help-backup-after =
    أمثلة:
      medink backup machine.backup
      medink backup --with-store machine.backup
      medink backup - --backup-passphrase-file p | ssh elsewhere 'cat > machine.backup'

    يمكن لبرامج medink الأخرى أن تتابع في أثناء ذلك. يُقرأ الملف كله من جديد قبل أن ينال اسمه. تُطلب كلمة مروره مرتين؛ ومن دونها لا يفتح أحد النسخة الاحتياطية. من لديه الاثنان لديه الجهاز: تبقى ملفات المفاتيح مشفرة بكلمات مرورها، وكل ما عداها مفتوح. ليست سلسلة العقدة فيها.
help-backup--file = أين تُكتب، أو - للخرج القياسي إن لم يكن طرفية
help-backup--with-store = ومحتوى مخزن هذا الجهاز أيضًا
help-backup--backup-passphrase-file = قراءة كلمة مرور النسخة الاحتياطية من السطر الأول في هذا الملف (أو /dev/fd/N) بدلًا من طلبها
help-restore = استعادة نسخة احتياطية في مجلدات هذا الجهاز
help-restore-long = لا يُكتب شيء فوق الموجود: يُتجاوز الملف الذي له المحتوى نفسه، ويُرفض غيره قبل أن يُكتب الأول. فالاستعادة المنقطعة تُعاد وتتابع.
help-restore-after =
    أمثلة:
      medink restore machine.backup
      medink restore --verify machine.backup

    تُقرأ النسخة الاحتياطية إلى آخرها قبل أن يُستخدم منها شيء: تُرفض إن قُطعت أو غُيّرت.
help-restore--file = النسخة الاحتياطية؛ ومع --verify أيضًا - للدخل القياسي
help-restore--verify = عدم كتابة شيء: قراءتها كلها ومقارنة كل ملف ببصمته
help-restore--backup-passphrase-file = قراءة كلمة مرور النسخة الاحتياطية من السطر الأول في هذا الملف (أو /dev/fd/N) بدلًا من طلبها

## medink deploy

help-deploy = رفع العقود الأربعة وإنشاؤها وربطها والإذن لها؛ يتابع من حيث انقطع
help-deploy-after =
    مثال:
      medink deploy --as //Alice
      medink deploy --profile clinic --as anna --admin 5F... --quorum 2
      medink deploy --check
help-deploy--check = عدم نشر شيء: مقارنة ما على السلسلة بالحزم، والعقود بعضها ببعض
help-deploy--bundles = المجلد الذي فيه حزم admin/ وaudit/ وdoctor/ وpatient/ [المبدئي: ink/ بجانب البرنامج أو فوقه]
help-deploy--self-registration = السماح للمرضى بتسجيل أنفسهم
help-deploy--longest-consent-days = أطول موافقة بالأيام (من 1 إلى 3653) [المبدئي: 366]
help-deploy--admin = مسؤول آخر إلى جانب من ينشر؛ يمكن إعطاؤه عدة مرات
help-deploy--quorum = كم مسؤولًا يجب أن يوافق على ما قد يضر الجميع، على الأكثر بعدد الموجودين
help-deploy--upgrade-notice = المدة التي تُعلن فيها شيفرة جديدة، مع وحدتها، مثل 7d أو 36h [المبدئي: 7d]

## medink invite

help-invite = كتابة ملف النشر للآخرين الذين ينضمون به
help-invite-long = من لديه الملف يستطيع استعمال النظام وقراءة دليل الأطباء: لا تعطه أحدًا غيرهم. لا يفتح شيئًا لمريض، ولا يمنح أي حق في الكتابة: الحقوق من مسؤول.
help-invite-after =
    مثال:
      medink invite --output clinic.json
help-invite--output = أين يُكتب

## medink join

help-join = الانضمام إلى نظام نشره آخرون، بملف النشر الذي أعطاه مسؤول
help-join-long = يجب أن تكون العقدة من سلسلة الملف: سمّ واحدة بالخيار --node أو --profile. تقارَن العقود عليها بالملف قبل حفظ أي شيء.
help-join-after =
    مثال:
      medink join clinic.json --profile clinic
help-join--file = ملف النشر؛ `-` للدخل القياسي

## medink account

help-account = الحسابات على هذا الجهاز
help-account-new = إنشاء حساب؛ تُعرض كلماته مرة واحدة
help-account-new-after =
    مثال:
      medink account new ada
help-account-new--name = ما يُسمى به على هذا الجهاز. وهو اسم ملف: لا تستعمل اسم مريض
help-account-import = استيراد كلمات الاسترداد أو ملف JSON من Polkadot.js
help-account-import-after =
    أمثلة:
      medink account import ada                    يطلب الكلمات
      medink account import ada --from ada.json    ملف حساب من Polkadot.js
help-account-import--name = ما يُسمى به على هذا الجهاز
help-account-import--from = قراءة الكلمات أو JSON من هذا الملف، أو - للدخل القياسي
help-account-list = سرد الحسابات على هذا الجهاز
help-account-list-after =
    مثال:
      medink account list
help-account-show = عرض عنوان حساب وبطاقة تسجيله وأدواره ورصيده
help-account-show-after =
    مثال:
      medink account show ada

    البطاقة هي ما يحتاجه مسؤول لتسجيل الحساب. لا سر فيها.
help-account-show--account = الحساب [المبدئي: الحساب الذي يعمل]
help-account-show--card = طباعة البطاقة وحدها
help-account-export = كتابة حساب في ملف JSON مشفر من Polkadot.js
help-account-export-after =
    مثال:
      medink account export ada --output ada.json
help-account-export--account = الحساب
help-account-export--output = أين يُكتب
help-account-fund = إرسال رصيد إلى حساب ليدفع الرسوم والتأمينات
help-account-fund-after =
    مثال:
      medink account fund ada 100 --as //Alice
help-account-fund--to = من يحصل عليه: اسم أو عنوان أو //Bob
help-account-fund--amount = كم، بعملة السلسلة، مثل 12.5
help-account-new-key = استبدال مفتاح التشفير، طبيبًا كنت أو مريضًا أو كليهما، بالمفتاح التالي
help-account-new-key-after =
    مثال:
      medink account new-key --as house

    يبقى الحساب وكلماته ويفتحان كل شيء كما كان. ما يختمه الآخرون للحساب يُختم من حينها للمفتاح الجديد، ويختم المرضى موافقاتهم من جديد عند استعمالهم التالي.
help-account-rename = تسمية حساب باسم آخر على هذا الجهاز
help-account-rename-after =
    مثال:
      medink account rename ada ada-home

    يبقى الحساب كما هو. وملفات الاتصال التي تسميه في ملف الإعداد تأخذ الاسم الجديد.
help-account-rename--account = الحساب
help-account-rename--name = ما يُسمى به من الآن فصاعدًا
help-account-passphrase = تشفير ملف مفتاح حساب بكلمة مرور أخرى
help-account-passphrase-after =
    مثال:
      medink account passphrase ada

    نسخ ملف المفتاح السابقة ما زالت تُفتح بالقديمة.
help-account-passphrase--account = الحساب
help-account-passphrase--new-passphrase-file = قراءة كلمة المرور الجديدة من السطر الأول في هذا الملف (أو /dev/fd/N) بدلًا من طلبها
help-account-remove = إزالة حساب من هذا الجهاز؛ من دون كلماته أو ملف مُصدَّر يضيع
help-account-remove-after =
    مثال:
      medink account remove old-ada

    تعرف السلسلة الحساب كما كانت. وتعيده كلماته أو ملف من `medink account export`. ومن دونهما يضيع كل ما لا يفتحه إلا هذا الحساب، ولا يستطيع أحد المساعدة.
help-account-remove--account = الحساب

## medink admin

help-admin = الإدارة: تسجيل الأشخاص، المسؤولون، الإيقاف المؤقت
help-admin-add = اقتراح جعل حساب مسؤولًا؛ ينفَّذ فورًا حيث تكفي موافقة واحدة
help-admin-add-after =
    مثال:
      medink admin add 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --as //Alice
help-admin-add--account = الحساب
help-admin-remove = اقتراح نزع دور المسؤول؛ يبقى المسؤول الأخير
help-admin-remove-after =
    مثال:
      medink admin remove //Bob --as //Alice
help-admin-remove--account = الحساب
help-admin-list = سرد المسؤولين
help-admin-list-after =
    مثال:
      medink admin list
help-admin-register-doctor = تسجيل طبيب ببطاقة تسجيله
help-admin-register-doctor-after =
    مثال:
      medink admin register-doctor doctor.card --details doctor.json --as //Alice

    doctor.json: {"{"}"name": "...", "specialty": "..."{"}"}؛ حقول أخرى: organization، identifier، phone، email، languages
help-admin-register-doctor--card = بطاقة التسجيل (medink account show): نصها، أو ملف فيه البطاقة، أو - للدخل القياسي
help-admin-register-doctor--details = الملف الشخصي بصيغة JSON: ملف، أو - للدخل القياسي؛ يُختم قبل أن يغادر هذا الجهاز
help-admin-register-doctor--fund = إرسال هذا الرصيد معه، بعملة السلسلة
help-admin-register-patient = تسجيل مريض ببطاقة تسجيله؛ يُختم الملف الشخصي للمريض
help-admin-register-patient-after =
    مثال:
      medink admin register-patient patient.card --details patient.json --fund 100 --as //Alice

    patient.json: {"{"}"name": "...", "birth_date": "..."{"}"}؛ حقول أخرى: gender، identifier، phone، email، address، emergency_contact، allergies، blood_group
help-admin-register-patient--card = بطاقة التسجيل (medink account show): نصها، أو ملف فيه البطاقة، أو - للدخل القياسي
help-admin-register-patient--details = الملف الشخصي بصيغة JSON: ملف، أو - للدخل القياسي؛ يُختم قبل أن يغادر هذا الجهاز
help-admin-register-patient--fund = إرسال هذا الرصيد معه، بعملة السلسلة
help-admin-suspend = إيقاف طبيب
help-admin-suspend-after =
    مثال:
      medink admin suspend //Bob --as //Alice
help-admin-suspend--doctor = الطبيب
help-admin-reinstate = إعادة طبيب موقوف إلى العمل
help-admin-reinstate-after =
    مثال:
      medink admin reinstate //Bob --as //Alice
help-admin-reinstate--doctor = الطبيب
help-admin-attest = المصادقة على ما يقوله ملف الطبيب الشخصي؛ تسقط متى تغيّر الملف
help-admin-attest-after =
    مثال:
      medink admin attest 5F... --as //Alice
help-admin-attest--doctor = الطبيب
help-admin-withdraw-attestation = سحب المصادقة على ملف طبيب شخصي
help-admin-withdraw-attestation-after =
    مثال:
      medink admin withdraw-attestation 5F... --as //Alice
help-admin-withdraw-attestation--doctor = الطبيب
help-admin-proposals = سرد ما اقتُرح، الأحدث أولًا: ماذا، وممن، وبكم موافقة، وحتى متى
help-admin-proposals-after =
    مثال:
      medink admin proposals --last 5
help-admin-proposals--last = كم على الأكثر
help-admin-approve = الموافقة على اقتراح؛ ينفَّذ مع آخر موافقة تلزمه
help-admin-approve-after =
    مثال:
      medink admin approve 3 --as //Bob
help-admin-approve--number = رقم الاقتراح
help-admin-withdraw = سحب موافقتك على اقتراح
help-admin-withdraw-after =
    مثال:
      medink admin withdraw 3 --as //Bob
help-admin-withdraw--number = رقم الاقتراح
help-admin-carry-out = تنفيذ ما نال الموافقات اللازمة: تحديث انقضت مهلته، أو ما تركه نصاب أدنى منتظرًا
help-admin-carry-out-after =
    مثال:
      medink admin carry-out 3 --as //Alice
help-admin-carry-out--number = رقم الاقتراح
help-admin-authorize = اقتراح السماح لعقد آخر بالكتابة في السجل؛ تُعرض قيوده غريبة
help-admin-authorize-after =
    مثال:
      medink admin authorize 5F... --as //Alice
help-admin-authorize--contract = عنوان العقد
help-admin-deauthorize = اقتراح نزع حق عقد في الكتابة في السجل
help-admin-deauthorize-after =
    مثال:
      medink admin deauthorize 5F... --as //Alice
help-admin-deauthorize--contract = عنوان العقد
help-admin-upgrade = اقتراح شيفرة جديدة لعقد؛ تُعلن للجميع قبل أن يمكن تنفيذها
help-admin-upgrade-after =
    مثال:
      medink admin upgrade audit --code audit.contract --as //Alice

    تُرفع الشيفرة إن لم تكن على السلسلة.
help-admin-upgrade--contract = أي عقد
help-admin-upgrade--contract-is-admin = من يدير
help-admin-upgrade--contract-is-audit = السجل
help-admin-upgrade--contract-is-doctor = دليل الأطباء والموافقات
help-admin-upgrade--contract-is-patient = المرضى ومستنداتهم
help-admin-upgrade--code = الحزمة التي فيها الشيفرة الجديدة
help-admin-pause = رفض التغييرات ثلاثة أيام على الأكثر، إلا ما ينزع الوصول
help-admin-pause-after =
    مثال:
      medink admin pause --as //Alice

    ما لا يتوقف أبدًا: سحب موافقة، وتغيير المفاتيح، ومحو مستند، وإيقاف طبيب.
help-admin-resume = إنهاء الإيقاف المؤقت
help-admin-resume-after =
    مثال:
      medink admin resume --as //Alice

## medink doctor

help-doctor = الأطباء: الدليل، وملف الطبيب نفسه، ومرضاه
help-doctor-list = سرد الدليل
help-doctor-list-after =
    مثال:
      medink doctor list
help-doctor-show = عرض طبيب من الدليل
help-doctor-show-after =
    مثال:
      medink doctor show //Bob
help-doctor-show--doctor = الطبيب [المبدئي: الحساب الذي يعمل]
help-doctor-update = كتابة ملفك الشخصي في الدليل
help-doctor-update-after =
    مثال:
      medink doctor update --details me.json --as house
help-doctor-update--details = الملف الشخصي بصيغة JSON: ملف، أو - للدخل القياسي [المبدئي: يُسأل عنه]
help-doctor-patients = سرد المرضى الذين منحوا موافقة، مع النطاق والوقت الباقي
help-doctor-patients-after =
    مثال:
      medink doctor patients --as house

## medink patient

help-patient = المرضى: التسجيل والملف الشخصي
help-patient-register = تسجيل نفسك حيث تسمح المعاملات بذلك
help-patient-register-after =
    مثال:
      medink patient register --details me.json --as ada
help-patient-register--details = الملف الشخصي بصيغة JSON: ملف، أو - للدخل القياسي [المبدئي: يُسأل عنه]
help-patient-show = عرض ملفك الشخصي، أو ملف مريض بصفتك طبيبًا لديه موافقة (ويدوَّن ذلك في السجل)
help-patient-show-after =
    مثال:
      medink patient show --as ada
help-patient-show--patient = المريض [المبدئي: الحساب الذي يعمل]
help-patient-update = كتابة ملفك الشخصي
help-patient-update-after =
    مثال:
      medink patient update --details me.json --as ada
help-patient-update--details = الملف الشخصي بصيغة JSON: ملف، أو - للدخل القياسي [المبدئي: يُسأل عنه]

## medink record

help-record = المستندات الطبية
help-record-add = ختم ملفات وحفظها وتسجيلها
help-record-add-after =
    أمثلة:
      medink record add scan.dcm --as ada
      medink record add a.pdf b.pdf --patient 5F... --as house
      medink record add - --details about.json --as ada     يقرأ الدخل القياسي

    يُقرأ الدخل القياسي والأنابيب في الذاكرة، حتى 64 MiB، ويلزمها عنوان. التفاصيل كائن JSON {"{"}"title": "...", "kind": "...", "date": "2024-05-31"{"}"}؛ الأنواع: document، imaging، laboratory، diagnosis، treatment-plan، medication، أو كلمة من عندك. ومن دونها يسأل medink عنها أو يأخذ اسم الملف.
help-record-add--files = الملفات؛ أو أنبوب واحد، أو - للدخل القياسي
help-record-add--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: الحساب الذي يعمل]
help-record-add--details = العنوان والنوع بصيغة JSON: ملف، أو - للدخل القياسي؛ لملف واحد فقط
help-record-list = سرد المستندات
help-record-list-after =
    مثال:
      medink record list --as ada
help-record-list--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: الحساب الذي يعمل]
help-record-list--titles = للطبيب: عرض العناوين أيضًا. هذا يفتحها ويدوَّن اطّلاعًا
help-record-search = البحث عن مستندات بالكلمات والنوع والكاتب والتاريخ. تُوجد الإصدارات اللاحقة مع المستند
help-record-search-after =
    أمثلة:
      medink record search --as ada
      medink record search --details wanted.json --from 2024 --order oldest --as ada
      medink record search --details - --patient 5F... --titles --as house     يقرأ الدخل القياسي

    ما يبحث عنه المرء يقول شيئًا عن صحته، وكل برنامج على الجهاز يستطيع قراءة سطر الأوامر: لذلك تُطلب الكلمات والنوع والكاتب، أو تأتي من ملف أو من الدخل القياسي، كائن JSON {"{"}"words": "...", "kind": "...", "author": "..."{"}"} أو كلمات وحدها. كل كلمة يجب أن تكون في العنوان أو النوع أو اسم الملف؛ و#3 هو المستند 3. والكاتب اسم أو عنوان. وإن لم يُقل شيء، في دخل فارغ أو مع -y، وُجد كل شيء.

    يجد الطبيب الكلمات والأنواع بالخيار --titles، ويدوَّن ذلك اطّلاعًا.
help-record-search--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: الحساب الذي يعمل]
help-record-search--details = الكلمات والنوع والكاتب: ملف، أو - للدخل القياسي [المبدئي: يُسأل عنها]
help-record-search--from = ليس قبل هذه السنة أو الشهر أو اليوم، مثل 2024 أو 2024-05 أو 2024-05-31: التاريخ الذي يذكره المستند، أو يوم إضافته حيث لا يذكر تاريخًا
help-record-search--until = ليس بعد هذه السنة أو الشهر أو اليوم، وكله داخل
help-record-search--openable = ما يُفتح هنا فقط: ما عُرف عنوانه ومحتواه في هذا المخزن
help-record-search--order = بأي ترتيب
help-record-search--order-is-newest = بالتاريخ، الأحدث أولًا
help-record-search--order-is-oldest = بالتاريخ، الأقدم أولًا
help-record-search--order-is-changed = آخر ما أُضيف أو غُيّر أولًا
help-record-search--order-is-title = بالعنوان
help-record-search--order-is-kind = بالنوع، ثم الأحدث أولًا
help-record-search--start = ترك هذا العدد من الأوائل
help-record-search--limit = كم على الأكثر
help-record-search--titles = للطبيب: النظر في العناوين أيضًا. هذا يفتحها ويدوَّن اطّلاعًا
help-record-get = فتح مستند؛ وما كان لغيرك يدوَّن أولًا
help-record-get-after =
    أمثلة:
      medink record get 3 --output scan.dcm --as ada
      medink record get 3 --output - --patient 5F... --as house | less
help-record-get--number = رقم المستند
help-record-get--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: الحساب الذي يعمل]
help-record-get--output = أين يُكتب، أو - للخرج القياسي
help-record-get--force = استبدال ملف موجود
help-record-amend = إضافة إصدار جديد من مستند؛ يبقى القديم
help-record-amend-after =
    أمثلة:
      medink record amend 3 scan-corrected.dcm --as ada
      medink record amend 3 - --details about.json --as ada     يقرأ الدخل القياسي
help-record-amend--number = رقم المستند
help-record-amend--file = الملف، أو أنبوب، أو - للدخل القياسي
help-record-amend--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: الحساب الذي يعمل]
help-record-amend--details = العنوان والنوع بصيغة JSON: ملف، أو - للدخل القياسي
help-record-rename = إعطاء مستند عنوانًا أو نوعًا أو تاريخًا آخر: إصدار جديد بالمحتوى نفسه توقّعه أنت؛ يبقى القديم
help-record-rename-after =
    أمثلة:
      medink record rename 3 --as ada
      medink record rename 3 --details about.json --as ada
      medink record rename 7 --details - --patient 5F... --as house     يقرأ الدخل القياسي

    التفاصيل كائن JSON فيه ما يتغير: {"{"}"title": "...", "kind": "...", "date": "2024-05-31"{"}"}. ومن دونها يسأل medink عارضًا الموجود الذي يُبقيه Enter، أو يقرأ الدخل القياسي إن لم يكن طرفية. للمريض، وللأطباء فيما كتبوه هم: ويدوَّن ذلك اطّلاعًا.
help-record-rename--number = رقم المستند
help-record-rename--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: الحساب الذي يعمل]
help-record-rename--details = العنوان والنوع والتاريخ بصيغة JSON: ملف، أو - للدخل القياسي
help-record-export-all = كتابة كل مستنداتك وملفك الشخصي وموافقاتك والسجل الذي يخصك في أرشيف يُفتح بلا medink
help-record-export-all-after =
    أمثلة:
      medink record export-all --output my-records.zip --as ada
      medink record export-all --encrypt --output my-records.zip --as ada

    الأرشيف ملف ZIP؛ تقول صفحته index.html ما فيه وما ليس فيه ولماذا. مع --encrypt يُشفَّر بـ AES-256 كما تفتحه 7-Zip وWinZip وKeka وArk وغيرها، وفيه ملف ZIP آخر: أسماء وثائقك مختومة أيضًا. لكلمة المرور 20 حرفًا على الأقل: من يجد الملف يستطيع تجربة كلمات المرور بسرعة. ومن دونها لا يفتح الأرشيف أحد.

    لا يدوَّن شيء: المستندات لك. ومن دون --encrypt يستطيع كل من يحصل على الملف قراءته.
help-record-export-all--output = أين يُكتب، أو - للخرج القياسي إن لم يكن طرفية
help-record-export-all--encrypt = تشفيره بكلمة مرور خاصة به تُطلب مرتين
help-record-export-all--archive-password-file = قراءة كلمة مرور الأرشيف من السطر الأول في هذا الملف (أو /dev/fd/N) بدلًا من طلبها
help-record-export-all--force = استبدال ملف موجود
help-record-erase = محو مستند: يغادر مفتاحه ومكانه السلسلة ومحتواه هذا المخزن. ويبقى في السجل أنه مُحي
help-record-erase-after =
    مثال:
      medink record erase 3 -y --as ada
help-record-erase--number = رقم المستند

## medink note

help-note = ملاحظات الطبيب
help-note-add = كتابة ملاحظة في مستندات مريض بصيغة FHIR R4
help-note-add-after =
    مثال:
      medink note add --patient 5F... --kind diagnosis --details note.json --as house

    note.json: {"{"}"title": "...", "text": "...", "code": "http://hl7.org/fhir/sid/icd-10|E11.9"{"}"}؛ وقد يكون للدواء "dosage". لا يلزم إلا "title". ومن دون --details يسأل medink.
help-note-add--patient = المريض: اسم أو عنوان أو //Charlie
help-note-add--kind = أي نوع من الملاحظات
help-note-add--kind-is-diagnosis = Condition في FHIR
help-note-add--kind-is-treatment-plan = CarePlan في FHIR
help-note-add--kind-is-medication = MedicationRequest في FHIR
help-note-add--details = الملاحظة بصيغة JSON: ملف، أو - للدخل القياسي [المبدئي: يُسأل عنها]
help-note-add--amends = مستندك الذي تحل هذه الملاحظة محله
help-note-add--about = المستند الذي تتعلق به هذه الملاحظة أيًا كان كاتبه: تقف الملاحظة بجانبه

## medink consent

help-consent = الموافقات التي يمنحها المرضى للأطباء
help-consent-grant = منح طبيب موافقة؛ والثانية للطبيب نفسه تحل محل الأولى
help-consent-grant-after =
    أمثلة:
      medink consent grant 5F... --whole-history --until 30d --as ada
      medink consent grant 5F... --records 1,4 --purpose hresch --until 2027-03-31 --as ada
help-consent-grant--doctor = الطبيب: اسم أو عنوان أو //Bob
help-consent-grant--whole-history = كل شيء، ما مضى وما سيأتي
help-consent-grant--records = مستندات مفردة بأرقامها، 32 على الأكثر (ويُحسب الملف الشخصي الذي يرافقها)
help-consent-grant--without-profile = مع --records: ترك الملف الشخصي
help-consent-grant--purpose = لماذا
help-consent-grant--purpose-is-treat = العلاج
help-consent-grant--purpose-is-etreat = العلاج الطارئ
help-consent-grant--purpose-is-caremgt = إدارة الرعاية
help-consent-grant--purpose-is-hpaymt = دفع كلفة الرعاية
help-consent-grant--purpose-is-hoperat = إدارة العيادة
help-consent-grant--purpose-is-hresch = البحث الطبي
help-consent-grant--purpose-is-pubhlth = الصحة العامة
help-consent-grant--purpose-is-patrqt = بطلب من المريض
help-consent-grant--from = من متى: تاريخ، أو تاريخ ووقت، أو مدة من الآن مثل 2h أو 3d [المبدئي: الآن]
help-consent-grant--until = حتى متى: تاريخ (وذلك اليوم كله داخل، بالتوقيت المحلي)، أو تاريخ ووقت، أو مدة من الآن مثل 2h أو 30d
help-consent-revoke = سحب موافقة وتغيير المفاتيح
help-consent-revoke-after =
    مثال:
      medink consent revoke 5F... --as ada

    لا تفتح مفاتيح الطبيب شيئًا مما يُكتب من حينها. وما رآه الطبيب من قبل لا يمكن محوه من ذاكرته.
help-consent-revoke--doctor = الطبيب: اسم أو عنوان أو //Bob
help-consent-revoke--reencrypt = إعطاء المستندات السابقة أيضًا مفاتيح وأماكن جديدة؛ يتابع من حيث انقطع
help-consent-list = سرد الموافقات التي منحتها
help-consent-list-after =
    مثال:
      medink consent list --as ada

## medink audit

help-audit = السجل
help-audit-list = عرض أحدث القيود
help-audit-list-after =
    مثال:
      medink audit list --last 20 --subject 5F...
help-audit-list--actor = ما فعله هذا الحساب فقط
help-audit-list--subject = ما فُعل بشأن هذا الحساب فقط
help-audit-list--last = كم على الأكثر
help-audit-accesses = عرض من فتح مستندات مريض وملفه الشخصي، الأحدث أولًا: كل ذلك ولا شيء غيره
help-audit-accesses-after =
    أمثلة:
      medink audit accesses --as ada
      medink audit accesses --patient 5F... --start 50
help-audit-accesses--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: الحساب الذي يعمل]
help-audit-accesses--start = ترك هذا العدد من الأحدث
help-audit-accesses--last = كم على الأكثر
help-audit-export = كتابة السجل كله في أسطر JSON
help-audit-export-after =
    مثال:
      medink audit export --output log.jsonl
help-audit-export--output = أين يُكتب، أو - للخرج القياسي
help-audit-export--force = استبدال ملف موجود
help-audit-verify = إعادة حساب سلسلة بصمات تصدير ومقارنتها بالسلسلة، أو برأس دُوّن من قبل
help-audit-verify-after =
    أمثلة:
      medink audit verify log.jsonl
      medink audit verify log.jsonl --head 120:5e1f...
      medink audit verify -               يقرؤه من الدخل القياسي

    مع --head لا تلزم عقدة ولا نشر ولا ملف إعداد. رمز الخروج 7 إن لم يكن التصدير هو السجل، أو إن كتب فيه عقد ليس من العقود الأربعة للنشر.
help-audit-verify--file = التصدير، أو - للدخل القياسي
help-audit-verify--head = عدد القيود وبصمة آخرها كما دُوّنا؛ ولا تُسأل عقدة حينئذ
help-audit-verify--allow-foreign = قبول قيود كتبتها عقود غريبة؛ ويُذكر ذلك على كل حال

## medink store

help-store = أين تُحفظ المستندات: النسخ في عدة مخازن، والفحص، والإصلاح، وجمع المهملات
help-store-push = نسخ مستندات من مخزن هذا الجهاز إلى خدمة IPFS وتثبيتها هناك. يُتجاوز الموجود، فتتابع النسخة المنقطعة
help-store-push-after =
    مثال:
      medink store push --ipfs http://127.0.0.1:5001
help-store-push--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: كل ما تشير إليه السلسلة]
help-store-push--recheck = حساب بصمة الموجود أيضًا واستبدال التالف؛ وإلا يُتجاوز بحجمه
help-store-pull = نسخ مستندات من خدمة IPFS إلى مخزن هذا الجهاز. يُتجاوز الموجود
help-store-pull-after =
    مثال:
      medink store pull --ipfs http://127.0.0.1:5001
help-store-pull--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: كل ما تشير إليه السلسلة]
help-store-pull--recheck = حساب بصمة الموجود أيضًا واستبدال التالف؛ وإلا يُتجاوز بحجمه
help-store-verify = حساب بصمة كل ما تشير إليه السلسلة في كل مخزن، وتسمية الناقص أو التالف
help-store-verify-after =
    مثال:
      medink store verify --patient ada

    رمز الخروج 7 إن نقص مستند أو تلف في مخزن، أو إن لم يمكن قراءته أصلًا.
help-store-verify--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: كل ما تشير إليه السلسلة]
help-store-gc = إزالة ما لا يحفظه تثبيت في كل مخزن. في خدمة IPFS هو جمعها هي: يذهب أيضًا ما تركته برامج أخرى بلا تثبيت
help-store-gc-after =
    مثال:
      medink store gc
help-store-status = عرض ما في كل مخزن من كل ما تشير إليه السلسلة، وأي المستندات في مخازن أقل مما يجب
help-store-status-after =
    أمثلة:
      medink store status
      medink store status --start 50 --json

    رمز الخروج 7 إن كان مستند في مخازن أقل من copies في ملف الاتصال، وإلا فهو 5 إن تعذّر الوصول إلى مخزن. لا تُحسب البصمات: ذلك عمل medink store verify.
help-store-status--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: كل ما تشير إليه السلسلة]
help-store-status--start = ترك هذا العدد من المستندات الغائبة عن مخزن
help-store-status--limit = كم منها على الأكثر، حتى 1000
help-store-repair = جلب ما ينقص كل مخزن في ملف الاتصال من مخزن آخر هو فيه. يُتجاوز الموجود، فيتابع الإصلاح المنقطع
help-store-repair-after =
    أمثلة:
      medink store repair
      medink store repair --recheck

    رمز الخروج 7 إن تعذّر الحصول على مستند لمخزن.
help-store-repair--patient = لمن المستندات: اسم أو عنوان أو //Charlie [المبدئي: كل ما تشير إليه السلسلة]
help-store-repair--recheck = حساب بصمة الموجود أيضًا واستبدال التالف؛ وإلا يُتجاوز بحجمه
help-store-serve = متابعة السلسلة وحفظ كل ما تشير إليه في المخزن الأول من ملف الاتصال، حتى Ctrl-C: لخدمة بجانب مخزن مستشفى
help-store-serve-after =
    أمثلة:
      medink store serve --profile clinic
      medink store serve --peers --profile clinic

    يأتي المحتوى من المخازن الأخرى في ملف الاتصال. ويُترك ما مُحي. ويُنتظر انقطاع العقدة والمخازن حتى ينتهي.
help-store-serve--peers = أن تجلب خدمة IPFS للمخزن الأول المحتوى من نظرائها أيضًا: في شبكة خاصة فقط، لأنه في شبكة عامة يخبر الغرباء بما تبحث عنه
help-store-new-swarm = كتابة مفتاح جديد لشبكة خاصة من خدمات IPFS (swarm.key) يُعطى لكل منها
help-store-new-swarm-after =
    مثال:
      medink store new-swarm swarm.key
help-store-new-swarm--file = أين يُكتب؛ ويجب ألا يكون هناك شيء

## medink network

help-network = سلسلة تديرها عدة مستشفيات معًا
help-network-new = بدء شبكة: صنع مفاتيح هذا المستشفى والملف الذي تنضم به المستشفيات الأخرى
help-network-new-long = المستشفيات الموجودة من البداية تُسمى بالخيار --hospital؛ ويصنع كل منها مفاتيحه أولًا بالأمر medink-node keys. كل المال الذي سيوجد هو لمستشفيات البداية.
help-network-new-after =
    مثال:
      medink network new clinics.json --name Clinics --as clinic \
        --reached-at /dns/node.clinic.example/tcp/30333
help-network-new--output = أين يُكتب الملف للآخرين
help-network-new--name = ما تسمي به المحافظ والصفحات الشبكة
help-network-new--hospital = مستشفى آخر من البداية: حسابه ثم `=` ثم مفاتيح عقدته؛ يمكن إعطاؤه عدة مرات
help-network-new--reached-at = أين يصل الآخرون إلى عقدة هذا المستشفى، مثل /dns/node.clinic.example/tcp/30333؛ يمكن إعطاؤه عدة مرات
help-network-new--folder = المجلد الذي تعمل عليه العقدة [المبدئي: network/ في مجلد medink]
help-network-join = التجهيز للانضمام إلى شبكة بملفها: صنع مفاتيح هذا المستشفى وحفظ الملف بجانبها
help-network-join-after =
    مثال:
      medink network join clinics.json
help-network-join--file = الملف الذي أعطاه مستشفى من الشبكة
help-network-join--folder = المجلد الذي تعمل عليه العقدة [المبدئي: network/ في مجلد medink]
help-network-status = عرض نظراء العقدة وقرصها، وكم تتأخر النهائية، ومن ينتج الكتل ومن يفوّتها
help-network-status-long = ينظر في أحدث 300 كتلة على الأكثر، ولا يتجاوز آخر تغيير لمن ينتجونها.
help-network-status-after =
    مثال:
      medink network status --profile local

    رمز الخروج 3 لسلسلة لا تديرها مستشفيات معًا.
help-network-motions = عرض ما تصوّت عليه المستشفيات
help-network-motions-after =
    مثال:
      medink network motions
help-network-propose = تقديم اقتراح والتصويت له. والمستشفى الوحيد يقرر فورًا
help-network-propose-join = أن يصير حساب مستشفى من الشبكة
help-network-propose-join-after =
    مثال:
      medink network propose join 5F... --as clinic
help-network-propose-join--account = حساب المستشفى: اسم في المحفظة أو عنوان
help-network-propose-leave = ألا يبقى حساب مستشفى من الشبكة
help-network-propose-leave-after =
    مثال:
      medink network propose leave 5F... --as clinic
help-network-propose-leave--account = حساب المستشفى: اسم في المحفظة أو عنوان
help-network-propose-upgrade = أن يصير ملف بيئة التشغيل؛ يسلّمه carry-out متى تقرر ذلك
help-network-propose-upgrade-after =
    مثال:
      medink network propose upgrade runtime.wasm --as clinic
help-network-propose-upgrade--file = بيئة التشغيل كما يكتبها medink-node runtime --output
help-network-propose-call = أن يُنفَّذ استدعاء بأعلى حق في بيئة التشغيل؛ يسلّمه carry-out متى تقرر ذلك
help-network-propose-call-after =
    مثال:
      medink network propose call call.txt --as clinic
help-network-propose-call--file = الاستدعاء كما يعرضه Polkadot.js Apps تحت «encoded call data»: 0x ثم أرقام ست عشرية؛ و- للدخل القياسي
help-network-vote = التصويت على اقتراح أو تغيير الصوت
help-network-vote-after =
    مثال:
      medink network vote 4 yes --as clinic
help-network-vote--number = رقم الاقتراح
help-network-vote--vote = نعم (yes) أو لا (no)
help-network-vote--vote-is-yes = مع الاقتراح
help-network-vote--vote-is-no = ضد الاقتراح
help-network-close = إغلاق اقتراح: تنفيذه إن نال أصواته، أو إزالته إن لم يعد يمكن أن ينالها. ذلك جائز لأي أحد
help-network-close-after =
    مثال:
      medink network close 4 --as clinic
help-network-close--number = رقم الاقتراح
help-network-carry-out = تسليم ما قررته المستشفيات ببصمته
help-network-carry-out-upgrade = جعل ملف بيئة التشغيل
help-network-carry-out-upgrade-after =
    مثال:
      medink network carry-out upgrade runtime.wasm --as clinic
help-network-carry-out-upgrade--file = بيئة التشغيل التي اقتُرحت
help-network-carry-out-call = تنفيذ استدعاء
help-network-carry-out-call-after =
    مثال:
      medink network carry-out call call.txt --as clinic
help-network-carry-out-call--file = الاستدعاء الذي اقتُرح؛ - للدخل القياسي
help-network-keys = أن تصنع عقدة هذا المستشفى مفاتيح جديدة، وإيداعها للحساب الذي يعمل
help-network-keys-long = يجب أن تكون العقدة عقدتك على هذا الجهاز. يأخذ إيداع المفاتيح تأمينًا يُرد متى استُردت. ومع مقعد في المجلس تنتج العقدة الكتل من الجلسة التي تلي القادمة.
help-network-keys-after =
    مثال:
      medink network keys --as clinic
help-network-leave = مغادرة الشبكة: تقديم الاقتراح بذلك واسترداد مفاتيح العقدة مع التأمين
help-network-leave-after =
    مثال:
      medink network leave --as clinic

## medink params

help-params = معاملات النظام
help-params-show = عرضها
help-params-show-after =
    مثال:
      medink params show
help-params-set = تغيير المعطى منها وترك غيره
help-params-set-after =
    مثال:
      medink params set --longest-consent-days 90 --as //Alice
help-params-set--self-registration = هل يجوز للمرضى تسجيل أنفسهم
help-params-set--longest-consent-days = أطول موافقة بالأيام (من 1 إلى 3653)
help-params-set--max-page = أكبر صفحة من القوائم بعدد القيود (من 1 إلى 50)
help-params-set--log-max-page = أكبر صفحة من السجل بعدد القيود (من 1 إلى 50)
help-params-set--quorum = كم مسؤولًا يجب أن يوافق على ما قد يضر الجميع، على الأكثر بعدد الموجودين
help-params-set--upgrade-notice = المدة التي تُعلن فيها شيفرة جديدة، مع وحدتها، مثل 7d أو 36h. لا يمكن إلا رفعها

## medink config

help-config = ملف الإعداد: ما يسري، ومن أين يأتي، وكيف يُغيَّر
help-config-show = عرض ما يسري الآن ومن أين تأتي كل قيمة: خيار أو البيئة أو الملف أو القيمة المبدئية
help-config-show-after =
    مثال:
      medink config show --profile clinic
help-config-set = كتابة مفتاح في ملف الإعداد؛ تبقى تعليقاته وترتيب أسطره
help-config-set-after =
    أمثلة:
      medink config set account ada
      medink config set profile clinic
      medink config set profiles.clinic.node wss://chain.clinic.example
      medink config set stores embedded,http://127.0.0.1:5001 --profile clinic

    المفاتيح: profile، ولكل ملف اتصال node، account، wait، stores، copies، ipfs، ipfs-credentials-file، ipfs-allow-plaintext. وواحد من هذه وحده يُقصد به ملف الاتصال الذي يسميه --profile أو المستعمل. لا يُكتب شيء لا يمكن قراءته.
help-config-set--key = المفتاح
help-config-set--value = ما يكون فيه؛ مخازن تفصلها فواصل، أو قائمة كما في TOML
help-config-unset = إخراج مفتاح أو ملف اتصال كامل من ملف الإعداد لتسري القيمة المبدئية
help-config-unset-after =
    أمثلة:
      medink config unset wait
      medink config unset profiles.clinic
help-config-unset--key = المفتاح
help-config-path = طباعة مكان ملف الإعداد، وُجد أم لم يوجد
help-config-path-after =
    مثال:
      medink config path

## medink panels

help-panels = تقديم اللوحات: صفحات للمرضى والأطباء والمسؤولين في متصفح هذا الجهاز
help-panels-after =
    أمثلة:
      medink panels
      medink panels --port 8080 --no-open

    يُدخل العنوان المطبوع متصفحًا واحدًا مرة واحدة؛ ويُطبع عنوان جديد متى استُعمل. للإيقاف: Ctrl-C.
help-panels--port = المنفذ؛ 0 لمنفذ حر
help-panels--no-open = عدم فتح المتصفح
help-panels--no-node = عدم تشغيل عقدة هذا الجهاز عند فتح صفحة البداية؛ فيها زر لذلك
help-panels--listen = الاستماع على هذا العنوان من عناوين الجهاز بدلًا من 127.0.0.1. قد يصل آخرون حينئذ إلى الصفحات بلا تشفير، ولا يُسأل عن صاحب ما يأتي من أجهزة أخرى
help-panels--trust-local-users = خدمة مستخدمي هذا الجهاز الآخرين أيضًا، وحيث لا يقول النظام لمن الاتصال. من يحصل منهم على ملف تعريف الارتباط من المتصفح يستطيع التصرف باسمك
help-panels--idle = قفل حساب تُرك هذا العدد من الدقائق (من 1 إلى 1440)
help-panels--bundles = المجلد الذي فيه حزم العقود لأول نشر [المبدئي: ink/ بجانب البرنامج أو فوقه]

## medink completions

help-completions = طباعة الإكمال التلقائي لصدفة
help-completions-after =
    مثال:
      medink completions bash > ~/.local/share/bash-completion/completions/medink
help-completions--shell = الصدفة

## medink man

help-man = كتابة صفحات الدليل في مجلد
help-man-after =
    مثال:
      medink man ~/.local/share/man/man1
help-man--folder = المجلد، ويجب أن يكون موجودًا
