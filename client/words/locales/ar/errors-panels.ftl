### Errors of the panels that belong to no page: listening, pictures of cards (client/panels).

panels-one-address = تستمع اللوحات عند عنوان واحد، لا عند كل عناوين هذا الجهاز
panels-one-address-next = اذكر العنوان الذي سيستخدمه المتصفح، أو اترك --listen لهذا الجهاز وحده.
panels-listening = الاستماع عند { $address }
panels-listening-next = اختر منفذًا آخر، أو 0 لمنفذ حر.
panels-no-users = لا يقول هذا النظام لأي مستخدم يعود الاتصال (لا يوجد /proc/net/tcp)، فلا يمكن منع مستخدمي الجهاز الآخرين من اللوحات
panels-no-users-next = إن كنت مستخدمه الوحيد فقدّمها مع --trust-local-users.
panels-picture-busy = تُقرأ صور أخرى الآن، وعلى هذه أن تنتظرها
panels-picture-busy-next = الصق البطاقة، أو حاول بعد دقيقة.
panels-picture-slow = تستغرق قراءة هذه الصورة وقتًا طويلًا
panels-picture-smaller = استخدم صورة أصغر للرمز وحده، أو الصق البطاقة.
panels-picture-no-code = لا رمز QR مقروء في هذه الصورة
panels-picture-no-code-next = التقطها من مسافة أقرب وباستقامة وبلا انعكاسات، أو الصق البطاقة.
panels-picture-no-card = رمز QR في هذه الصورة ليس بطاقة تسجيل من medink
panels-picture-no-card-next = اطلب الرمز الذي في صفحة «الحساب»، أو الصق البطاقة.
panels-picture-large = هذه الصورة كبيرة جدًا
panels-picture-codes = في هذه الصورة رموز QR كثيرة جدًا، أو ما يشبهها
panels-picture-codes-next = استخدم صورة للرمز وحده، أو الصق البطاقة.
panels-no-picture = هذه ليست صورة يمكن قراءتها هنا
panels-no-picture-next = استخدم صورة أو لقطة شاشة بصيغة PNG أو JPEG، أو الصق البطاقة.
guard-not-here = ليس هذا العنوان هو الذي يقدّم medink صفحاته عليه
guard-another-site = لا يجوز لموقع آخر تحميل شيء من هنا
guard-asked-elsewhere = ما يطلبه موقع آخر لا يُنفَّذ
guard-from-nowhere = ما لا يقول من أين يأتي لا يُنفَّذ
