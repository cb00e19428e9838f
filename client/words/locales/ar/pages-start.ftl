### الصفحات التي يراها الجميع: البداية والحسابات والأجزاء المشتركة.

## The frame of every page

language = اللغة
language-unknown = هذه اللغة غير متاحة هنا
language-unknown-next = اختر إحدى اللغات المذكورة في أسفل الصفحة.
skip = انتقل إلى المحتوى
lock = قفل
account = الحساب
roles = الأدوار
tab-patient = مريض
tab-doctor = طبيب
tab-admin = مسؤول
nav-overview = نظرة عامة
nav-records = المستندات
nav-consents = الموافقات
nav-log = من اطّلع
nav-profile = الملف الشخصي
unconfirmed = لم تؤكَّد كلمات الاسترداد بعد. إذا فُقد هذا الجهاز فلن يستطيع أحد استعادة هذا الحساب من دونها. <link>اكتبها وأكّدها</link>
idle = لم يحدث شيء هنا منذ مدة: ما هو مفتوح هنا على وشك أن يُقفل.
idle-stay = البقاء
announced-paused = النظام متوقف مؤقتًا، حتى { $until } على أبعد تقدير. ما يسحب حق الاطّلاع يبقى ممكنًا.
back = رجوع
try-again = حاول مرة أخرى
go-on = متابعة
on-paper = من medink، بواسطة { $name }، { $address }، في <now/>
copy = نسخ
technical = تفاصيل تقنية
address = العنوان
addresses = العناوين
document = وثيقة
amount = { $amount }
size = { $size }
status-chain = { $chain }، الكتلة { $block }
status-store = المخزن <size/>
status-balance = الرصيد <balance/>
status-low = رصيدك يكفي لبضع عمليات على الأكثر. اطلب المزيد من المستشفى: أظهر بطاقتك الموجودة في صفحة الحساب.
status-low-admin = رصيدك يكفي لبضع عمليات على الأكثر. اطلب المزيد ممن يشغّل السلسلة أو من مسؤول آخر.
trouble = { $what }.
trouble-next = { $what }. { $next }

## Failures

failed-title = لم يتم
failed = لم ينجح ذلك
to-start = إلى صفحة البداية
paid-before = ما تم ودُفع قبل ذلك:
work-stopped = توقف العمل قبل أن يكتمل
no-address = عنوان الصفحة التالية غير صالح
page-not-written = تعذّرت كتابة صفحة: { $why }
document-not-written = تعذّر عرض وثيقة كصفحة
no-session = طُلبت صفحة خارج أي جلسة
no-cookie = تعذّرت كتابة ملف تعريف ارتباط
no-random = لم يعطِ النظام بايتات عشوائية: { $why }
suspended = أنت موقوف كطبيب: لا تفتح لك أي موافقة شيئًا، ولا يمكنك الكتابة
suspended-next = اطلب من مسؤول أن يعيدك. بياناتك والموافقات ما زالت موجودة.
only-admins = هذه الصفحة للمسؤولين، وهذا الحساب ليس حساب مسؤول في هذا النظام
only-admins-next = اقفل هذا الحساب وافتح قفل حساب آخر، أو اطلب من مسؤول أن يضيف هذا الحساب.
only-doctors = هذه الصفحة للأطباء، وهذا الحساب ليس حساب طبيب في هذا النظام
only-patients = هذه الصفحة للمرضى، وهذا الحساب ليس حساب مريض في هذا النظام
only-registered-next = أعطِ مسؤولًا بطاقة تسجيل هذا الحساب: تجدها في صفحة الحساب.
no-such-page = لا توجد صفحة كهذه
no-such-page-next = اذهب إلى صفحة البداية.
stale = هذه الصفحة من قبل قفل الحساب أو فتح قفله، لذلك لم يُفعل شيء
stale-next = ارجع إلى الصفحة وأعد تحميلها ثم كرّر ما فعلته.
once-not-whole = هذا النموذج غير كامل، لذلك لم يُفعل شيء
once-not-whole-next = أعد تحميل الصفحة، ثم كرّر ما فعلته.
too-long = ما أُرسل أطول من المسموح
too-long-next = أرسل نصًا أقصر؛ تُضاف الملفات في صفحة المستندات.
gave-up = استغرق هذا وقتًا طويلًا فأُهمل: تحقق مما إذا كان قد تم، ثم حاول مرة أخرى
too-many-browsers = عدد المتصفحات التي فُتح فيها قفل حساب هنا أكبر من المسموح
too-many-browsers-next = اقفل أحدها أولًا.
node-stopped = عقدة هذا الجهاز لا تعمل
node-stopped-next = شغّلها من صفحة البداية.
node-starting = عقدة هذا الجهاز قيد التشغيل
node-starting-next = حاول مرة أخرى بعد ثوانٍ قليلة.
guess-wait = انتظر { $seconds } ث قبل المحاولة التالية
guess-wait-next = بعد كلمات مرور خاطئة على كل محاولة أخرى أن تنتظر وقتًا أطول قليلًا.

## Entering, unlocking, locking

stranger = لم يُسمح لهذا المتصفح بالدخول
stranger-next = افتح العنوان الذي عرضه <command>medink panels</command> في الطرفية. كل عنوان يُدخل متصفحًا واحدًا مرة واحدة؛ بعد ذلك يُعرض هناك العنوان التالي.
locked = تم القفل.
locked-idle = تم القفل: لم يحدث شيء لمدة { $minutes } د.
start = البداية
start-almost = اقتربت من النهاية
start-welcome = مرحبًا
start-starting = medink يستعد
start-starting-about = سجلّ القيود قيد التشغيل على هذا الجهاز، ويستغرق ذلك ثواني قليلة. تتابع هذه الصفحة من تلقاء نفسها.
start-starting-now = قيد التشغيل
start-look-again = تحقق مرة أخرى
start-no-node = medink ليس جاهزًا بعد
start-no-node-about = يحفظ قيوده مع عقدة على هذا الجهاز، وهي لا تعمل الآن. تبدأ خلال ثوانٍ قليلة وتستمر عند إغلاق هذه الصفحة.
start-it = تشغيلها
start-busy = جارٍ التشغيل…
start-cant = لم يتمكن medink من الاستعداد
start-failed = لا يمكن استخدام العقدة
who = من أنت؟
who-patient = أنا مريض
who-patient-about = مستنداتي، ومن يحق له رؤيتها
who-doctor = أنا طبيب
who-doctor-about = مستندات المرضى الذين يأذنون لي
who-hospital = نحن مستشفى
who-hospital-about = إعداد نظام للجميع
who-else = أنا شخص آخر
hospital-question = ما اسم المستشفى؟
hospital-name = اسم المستشفى
hospital-name-hint = يُسمّى به حسابه الأول، على هذا الجهاز وحده.
your-account = حسابك
unlock-account = فتح قفل حساب
no-account = لا يوجد حساب على هذا الجهاز بعد. أنشئ حسابًا، أو أحضر حسابًا من جهاز آخر.
unlock = فتح القفل
unlock-busy = جارٍ فتح القفل…
bring-one = إحضار حساب
development = حسابات التطوير
development-about = أسرارها معروفة للجميع: للتجربة فقط.

## Setting up, joining

deploy = إعداد النظام
deploy-about = لم يُنشر شيء على هذه السلسلة بعد. يضع الإعداد العقود الأربعة عليها. يدفع الحساب المفتوح ويصبح المسؤول الأول.
deploy-words-first = اكتب <link>كلمات الاسترداد</link> الخاصة به أولًا: من دونها لا يستطيع أحد غيرك تولّي الأمر.
deploy-self = يجوز للمرضى تسجيل أنفسهم
deploy-busy = جارٍ النشر…
deploy-button = نشر
money = لا مال في الحساب؟
money-about = هذه السلسلة للتجربة، حيث المال لا يكلّف شيئًا.
money-busy = جارٍ الإرسال…
money-button = الحصول على مال للتجربة
nothing-deployed = لم يُنشر شيء على هذه السلسلة بعد
nothing-deployed-about = لبدء نظام خاص بك، افتح قفل الحساب الذي سيكون مسؤوله الأول أو أنشئه. وللمشاركة في نظام مستشفى، انضم إليه.
join = الانضمام إلى نظام مستشفى
join-read = قراءة ملف المستشفى
join-file = ملف النظام الذي أعطاك إياه مسؤول
join-file-hint = اقرأه بالزر أو ألصق نصّه.
join-busy = جارٍ الانضمام…
join-button = انضمام
setup = الإعداد
setup-done = تم إعداد { $hospital }
setup-done-unnamed = تم إعداد نظام المستشفى
setup-file = الملف المخصص للآخرين
setup-file-again = الملف المخصص للآخرين مرة أخرى
setup-file-about = كل من سيستخدم النظام على جهازه ينضم بهذا الملف: الزملاء في مكتب الاستقبال والأطباء والمرضى. يفتح دليل الأطباء ولا يفتح شيئًا يخص أي مريض. أرسله أو ضعه حيث يجدونه.
setup-file-download = تنزيل الملف
setup-doctors = الأطباء الأوائل
setup-doctors-about = ينشئ كل طبيب حسابًا على جهازه ويريك بطاقة تسجيله. بالبطاقة تسجّله، ويُرسل معها مال لعملياته الأولى.
setup-register = تسجيل طبيب
setup-to-admin = إلى الإدارة
setup-steps = خطوات البدء الأول لمستشفى
setup-bad-name = لا يمكن أن يكون هذا اسم المستشفى
setup-bad-name-next = اكتب اسمه في 64 حرفًا على الأكثر.
setup-needs-account = يحتاج إعداد النظام إلى حساب مفتوح: يصبح المسؤول الأول
setup-unlock-first = افتح قفل حساب أولًا.
setup-deployed-already = كانت العقود منشورة من قبل: لم يُفعل شيء.
setup-deployed = نُشرت العقود، وهذا الحساب هو المسؤول الأول.
setup-joined = انضم هذا الجهاز إلى النظام: عقوده على السلسلة، وبالشيفرة التي يذكرها الملف.
setup-other-chain-next = هذا الجهاز متصل بسلسلة غير سلسلة المستشفى. اطلب من المسؤول عنوان عقدتها وشغّل medink به.
setup-nobody-for-money = لا يوجد حساب مفتوح يمكن إعطاؤه مالًا
setup-no-free-money = لا أحد يهب المال على هذه السلسلة: ليست للتجربة
setup-no-free-money-next = اطلب بعضه ممن يشغّل السلسلة أو ممن يملكه.
setup-has-money = في الحساب مال للتجربة.
steps = الخطوات
step-done = (تم)
step-name = اسم المستشفى
step-admin = حساب المسؤول
step-words = كلمات الاسترداد الخاصة به
step-deploy = إعداد النظام
step-funding = قواعد المال
step-file = الملف المخصص للآخرين
step-doctors = الأطباء الأوائل
step-join = الانضمام بملف المستشفى
step-account = حسابك
step-card = إظهار بطاقتك في مكتب الاستقبال

## Making an account, bringing one along, recovery words

make = إنشاء حساب
make-busy = جارٍ الإنشاء…
make-button = إنشاء الحساب
account-name-label = الاسم
account-name-hint = كما تحب أن تُخاطَب هنا. لا يعرفه إلا هذا الجهاز.
password = كلمة المرور
password-hint = 8 أحرف على الأقل؛ عدة كلمات لا يجمعها غيرك خيار جيد. تُطلب لفتح قفل الحساب على هذا الجهاز.
password-again = الكلمة نفسها مرة أخرى
passwords-differ = كلمتا المرور مختلفتان
passwords-differ-next = اكتبها من جديد مرتين.
strength = جودة كلمة المرور
strength-short = قصيرة جدًا
strength-weak = سهلة التخمين.
strength-weak-why = سهلة التخمين: { $why }.
strength-good = جيدة
strength-very-good = جيدة جدًا
account-password = كلمة مرور الحساب
words = كلمات الاسترداد
words-yours = كلمات الاسترداد الخاصة بك
words-again = تُحفظ مختومة إلى أن تؤكد أنك كتبتها. تأكد من أن لا أحد ينظر من خلفك.
words-opening = جارٍ الفتح…
words-show = إظهار الكلمات
phrase = اكتب كلمات الاسترداد
phrase-warning = هذه الكلمات وحدها تستعيد الحساب <name>{ $name }</name> وكل ما هو مختوم له، على أي جهاز. لا يملكها أحد غيرك. احفظها على ورق حيث لا يجدها أحد.
phrase-written = لقد كتبتها
phrase-later = لاحقًا
phrase-later-about = تذكّرك كل صفحة بها إلى أن تؤكدها.
confirm = تأكيد
confirm-question = هل كتبتها؟
confirm-type = اكتب هذه من كلمات الاسترداد. <link>انظر إلى الكلمات مرة أخرى</link>
confirm-word = الكلمة { $number }
words-wrong = الكلمة { $number } ليست التي عُرضت
words-wrong-next = قارنها بما كتبته، أو انظر إلى الكلمات مرة أخرى.
words-confirmed = تم تأكيد كلمات الاسترداد. من الآن هي على ورقتك وحدها، ولن تُعرض مرة أخرى.
bring = إحضار حساب
bring-read = قراءة الملف
bring-file-hint = ملف المفتاح الذي كتبه medink أو Polkadot.js.
bring-file-password = كلمة مرور ذلك الملف
bring-words-hint = بترتيبها؛ مع الأرقام أو من دونها، في سطر واحد أو أكثر.
bring-from-now = من الآن فصاعدًا
bring-busy = جارٍ الاستيراد…
bring-button = إحضاره
bring-done = الحساب هنا، وقفله مفتوح.
bring-is-file = هذا ملف نسخة احتياطية وليس كلمات استرداد
bring-is-file-next = أحضره تحت «ملف النسخة الاحتياطية».
bring-no-file = هذا ليس ملف نسخة احتياطية
bring-no-file-next = اقرأ الملف الذي كتبه medink أو Polkadot.js، أو استخدم كلمات الاسترداد.
bring-no-password = لملف النسخة الاحتياطية كلمة مرور خاصة به، وهي ناقصة
bring-no-password-next = اكتب كلمة المرور التي كُتب بها الملف.

## The account

account-name-here = الاسم على هذا الجهاز
account-balance = الرصيد
account-suspended = موقوف
account-roles-unknown = غير معروفة الآن
account-roles-none = لا شيء بعد
role-patient = مريض
role-doctor = طبيب
role-admin = مسؤول
account-is-suspended = أنت موقوف كطبيب: لا تفتح لك أي موافقة شيئًا، ولا يمكنك الكتابة. بياناتك والموافقات ما زالت موجودة.
account-is-suspended-next = اطلب من مسؤول أن يعيدك.
account-stranger = هذا الحساب غير مسجل بعد. أظهر بطاقة تسجيله في مكتب استقبال المستشفى: لا تحوي أي سر.
account-no-deployment = هذا الجهاز ليس بعد جزءًا من نظام مستشفى. <link>أعدّ نظامًا أو انضم إلى واحد</link>؛ البطاقة أدناه تصلح للأمرين.
account-unknown = لا يمكن سؤال العقدة الآن، لذلك لا يُعرض الرصيد ولا الأدوار. <link>اعرف السبب</link>
card = بطاقة التسجيل
card-about = أظهرها في مكتب استقبال المستشفى أو أرسلها إليه: بها يُسجَّل هذا الحساب. تحوي العنوان والمفتاح العام موقَّعين، ولا تحوي أي سر.
card-qr = بطاقة التسجيل كرمز QR
card-text = كنص
account-another-name = اسم آخر
account-rename = تغيير الاسم
account-renamed = صار للحساب اسمه الجديد.
key = مفتاح التشفير
key-about = ما يختمه الآخرون لهذا الحساب يُختم بمفتاح تشفيره. يُشتق المفتاح التالي من كلمات الاسترداد نفسها.
key-replace = استبدال مفتاح التشفير…
key-replace-about = يبقى الحساب وكلمات الاسترداد كما هي، ويفتحان كل شيء كما من قبل. يختم الآخرون من الآن بالمفتاح الجديد؛ ويختم المرضى موافقاتهم لك من جديد عند استخدامهم التالي.
key-replacing = جارٍ الاستبدال…
key-replace-button = استبدال المفتاح
account-new-key = مفتاح تشفير هذا الحساب صار رقم { $number }.
backup = ملف النسخة الاحتياطية
backup-about = نسخة من الحساب لجهاز آخر أو للحفظ. من دون الحساب ومن دون كلمات الاسترداد لا يستطيع أحد فتح مستنداته، ولا حتى medink.
backup-password-hint = يُختم الملف بها. يمكن لـ medink و Polkadot.js استيراده.
backup-download = تنزيل ملف النسخة الاحتياطية
account-file = اسم ملفه

## Records that were opened

opened = مفتوح
opened-logged = فُتح المستند { $number }، والسجل يذكر ذلك.
opened-gone = لم يعد هذا المستند مفتوحًا
opened-gone-next = افتحه من جديد من قائمة المستندات.
too-many-open = عدد المستندات المفتوحة معًا أكبر من المسموح
too-many-open-next = انتظر بضع دقائق، أو اقفل الحساب ثم افتح قفله.
opened-download = يبدأ التنزيل من تلقاء نفسه. إن لم يبدأ <link>فنزّله</link> خلال دقيقة.
opened-frame = الوثيقة
opened-actual = الحجم الفعلي
opened-picture = الصورة
opened-unsafe = لا يمكن عرض هذا النوع من الوثائق هنا بأمان.
opened-download-it = تنزيله
opened-once = عُرض مرة واحدة ولا يُحتفظ به. لرؤيته من جديد افتحه من جديد.
opened-back = رجوع إلى المستند
opened-busy = جارٍ الفتح…
opened-alone = افتحه في علامة تبويب مستقلة
opened-alone-print = اطبعه هناك خلال دقيقة بأمر الطباعة في متصفحك، ثم أغلق علامة التبويب.
opened-cut = ما لا يتسع له الإطار أعلاه ليس على هذه الورقة. يُطبع كاملًا من الصفحة التي يؤدي إليها «افتحه للطباعة».
opened-print = افتحه للطباعة…
opened-print-logged = يفتحه هذا مرة أخرى، ويُقيَّد ذلك في السجل.
opened-born = { $name }، تاريخ الميلاد { $date }
fhir-yes = نعم
fhir-no = لا
fhir-deeper = … أعمق مما يُعرض هنا: نزّل الوثيقة

## Lists of records, and what is added to them

kind = النوع
kind-document = وثيقة
kind-imaging = تصوير طبي
kind-laboratory = مختبر
kind-diagnosis = تشخيص
kind-treatment-plan = خطة علاج
kind-medication = دواء
found-all = { $all ->
    [zero] لا مستندات
    [one] مستند واحد
    [two] مستندان
    [few] { $all } مستندات
    [many] { $all } مستندًا
   *[other] { $all } مستند
}
found-some = { $found } من أصل { $all } من المستندات
found-shown = ، المعروض من { $first } إلى { $last }
finder-search = بحث
finder-placeholder = العنوان أو النوع أو الملف أو الرقم
finder-order = الترتيب
finder-newest = حسب التاريخ، الأحدث أولًا
finder-oldest = حسب التاريخ، الأقدم أولًا
finder-changed = آخر ما أُضيف أولًا
finder-title = حسب العنوان
finder-kind = حسب النوع
finder-more = مرشحات أخرى
finder-any = الكل
finder-from = من
finder-until = حتى، بما فيه ذلك اليوم
finder-openable = ما يمكن فتحه هنا فقط
pages-earlier = السابق
pages-more = المزيد
foreign = غريب
foreign-about = كتبه عقد ليس من عقود هذا النظام الأربعة. يثبت السجل أنه كُتب، لا أنه صحيح.
upload-choose-many = اختيار ملفات
upload-choose-one = اختيار ملف
upload-drop-many = أو أفلتها هنا. تُختم على هذا الجهاز. الملفات الكبيرة مقبولة.
upload-drop-one = أو أفلته هنا. يُختم على هذا الجهاز. الملفات الكبيرة مقبولة.
upload-add = إضافة
upload-add-version = إضافة كإصدار جديد
upload-needs-script = تحتاج إضافة الملفات إلى JavaScript، لأن الملف يُرسل تباعًا وحجمه معروف.
upload-recorded = سُجّل برقم { $number }.
upload-added = { $count ->
    [zero] لم يُضف أي مستند.
    [one] أُضيف مستند واحد.
    [two] أُضيف مستندان.
    [few] أُضيفت { $count } مستندات.
    [many] أُضيف { $count } مستندًا.
   *[other] أُضيف { $count } مستند.
}
upload-amended = المستند { $number } هو الإصدار الجديد من المستند { $old } الذي يبقى.
upload-paid = تم هذا ودُفع ثمنه قبل أن يفشل رفع ملف.
upload-stopped = توقف الرفع قبل أن يُسجَّل
upload-no-length = لم يذكر المتصفح طول الملف
upload-no-text = ما ذكره المتصفح عن الملف ليس نصًا
upload-no-number = المستند المراد تعديله ليس رقمًا
rename = تغيير العنوان أو النوع أو التاريخ…
rename-title = العنوان
rename-date = التاريخ المعني
rename-date-form = 2024 أو 2024-05 أو 2024-05-31
rename-unsaid = ما تتركه فارغًا يبقى كما هو.
rename-busy = جارٍ الختم…
rename-button = تغيير
rename-no-date = يمكن تغيير تاريخ المستند، لكن لا يمكن حذفه
rename-no-date-next = اكتب التاريخ الصحيح: سنة (2024) أو شهرًا (2024-05) أو يومًا (2024-05-31).
rename-nothing = لا يختلف هذا عما سبق: لم يُغيَّر شيء
rename-nothing-next = اكتب ما يجب أن يتغير: العنوان أو النوع أو التاريخ.
rename-done = المستند { $number } هو الإصدار الجديد من المستند { $old } الذي يبقى. محتواه هو نفسه، وقد وقّعته أنت.
rename-done-before = نُفّذ هذا النموذج من قبل، وهو لا يُنفّذ إلا مرة واحدة: لم يُغيَّر ما ذكره الآن. لتغييره افتح المستند من جديد.
thumbnail-none = لا توجد صورة بهذا الرقم

## What the script says; # stands for a number or a name

script-copied = تم النسخ
script-show-password = إظهار كلمة المرور
script-hide-password = إخفاء كلمة المرور
script-title = العنوان
script-kind = النوع (فارغ: يُعرف من المحتوى)
script-date = التاريخ المعني (فارغ: يُعرف من المحتوى)
script-leave-out = استبعاد
script-progress = تقدّم #
script-recording = جارٍ التسجيل…
script-cancel = إلغاء
script-no-answer = لم تعطِ اللوحات جوابًا يمكن قراءته
script-no-answer-next = أعد تحميل الصفحة.
script-cancelled = أُلغي: ما كان قد وصل يُهمل.
script-broke-off = انقطع الاتصال: لا يُحتفظ بشيء منه. حاول مرة أخرى.
script-failed-one = لم يُضف ملف واحد. انظر السبب تحت عنوانه.
script-failed-two = لم يُضف ملفان. انظر السبب تحت عنوانيهما.
script-failed-few = لم تُضف # ملفات. انظر السبب تحت عناوينها.
script-failed-many = لم يُضف # ملفًا. انظر السبب تحت عناوينها.
script-failed-other = لم يُضف # ملف. انظر السبب تحت عناوينها.
script-seconds = (# ث)
script-picture-reading = جارٍ قراءة الصورة…
script-picture-unread = تعذّرت قراءة هذه الصورة. اختر غيرها أو ألصق البطاقة.
script-no-camera = لا يتيح المتصفح كاميرا. اقرأ صورة أو ألصق البطاقة.
script-camera-hold = ضع البطاقة أمام الكاميرا.
script-camera-nothing = لم تُرَ أي بطاقة خلال دقيقة. حاول مرة أخرى أو ألصقها.
script-table-lost = تعذّر تسليم الجدول
script-table-lost-next = أعد تحميل الصفحة واختر الملف من جديد وانظر إلى التقرير: ما سُجّل يبقى.

## Transactions: what each did, without a full stop

receipt = { $did }: الرسم { $fee }، الكتلة { $block }
receipt-with-deposit = { $did }: الرسم { $fee }، { $deposit }، الكتلة { $block }
receipt-deposit = التأمين { $amount }
receipt-refund = استُرد { $amount } من التأمينات
did-admin-propose = قُدّم اقتراح، وحُسم حيث تكفي موافقة واحدة
did-admin-approve = تمت الموافقة على اقتراح
did-admin-withdraw-approval = سُحبت موافقة على اقتراح
did-admin-carry-out = نُفّذ اقتراح
did-admin-pause = أُوقف النظام مؤقتًا
did-admin-resume = أُنهي التوقف المؤقت
did-admin-register-contracts = عُرّفت العقود بعضها ببعض
did-audit-authorize-contract = سُمح لعقد بالكتابة في السجل
did-balances-transfer = أُرسل مال
did-doctor-register-doctor = سُجّل طبيب
did-doctor-update-profile = كُتبت بيانات طبيب في الدليل
did-doctor-replace-encryption-key = استُبدل مفتاح تشفير طبيب
did-doctor-attest-doctor = تم التحقق من بيانات طبيب
did-doctor-withdraw-attestation = سُحب التحقق من بيانات طبيب
did-doctor-suspend-doctor = أُوقف طبيب
did-doctor-reinstate-doctor = أُعيد طبيب
did-doctor-grant-access = أُعطيت موافقة
did-doctor-revoke-access = أُلغيت موافقة
did-doctor-rewrap-consents = سُلّمت المفاتيح الجديدة للأطباء الذين بقيت موافقتهم
did-patient-register-patient = سُجّل مريض
did-patient-update-profile = كُتب الملف الشخصي لمريض
did-patient-replace-encryption-key = استُبدل مفتاح تشفير مريض
did-patient-add-medical-record = أُضيف مستند
did-patient-add-medical-records = أُضيفت مستندات
did-patient-amend-record = أُضيف إصدار جديد من مستند
did-patient-annotate-record = أُضيفت ملاحظة إلى مستند
did-patient-reseal-records = غُيّرت مفاتيح مستندات
did-patient-erase-record = مُحي مستند
did-patient-log-access = قُيّد في السجل أن شيئًا فُتح
did-patient-begin-visit = قُيّد في السجل أن زيارة بدأت، مع سببها مختومًا
did-patient-rotate-generation = غُيّرت مفاتيح المريض
did-patient-renew-link = جُدّد رابط بين مفاتيح المريض
