#!/bin/sh
# Tries the package $2 in the root $1, a fresh Debian: installs it, looks at what was installed, uses it as an ordinary user and
# removes it. Run in namespaces of its own: what it mounts and starts ends with it, and there is no network but loopback.
set -eu

root=$1
package=$2

step() {
    echo "--> $*"
}

refuse() {
    echo "$*" >&2
    exit 1
}

inside() {
    chroot "$root" "$@"
}

ip link set lo up
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
cp "$package" "$root/medink.deb"
if inside getent hosts deb.debian.org >/dev/null; then
    refuse "there is a network in here, where there should be none"
fi

step "what the package holds belongs to root, and nobody else may change it or run it as root"
bad=$(dpkg-deb --contents "$package" | awk '$2 != "root/root" || ($1 !~ /^l/ && $1 ~ /^.(....w|.......w|..s|.....s)/)')
[ -z "$bad" ] || refuse "$bad"
odd=$(dpkg-deb --contents "$package" | awk '{print $6}' | grep -vE '^\./(usr/)?$|^\./usr/(bin|lib|share)/' || true)
[ -z "$odd" ] || refuse "the package has files in other places than /usr: $odd"

step "dpkg --install"
inside dpkg --install /medink.deb
# Says nothing of files that are as they were packed.
changed=$(inside dpkg --verify medink)
[ -z "$changed" ] || refuse "$changed"

for unit in medink-node.service medink-network.service medink-store.service; do
    step "the service $unit is sound and confined"
    inside systemd-analyze verify --man=no $unit
    # Peers reach the one of a network, so it can't be shut in as tightly.
    threshold=20
    [ $unit != medink-network.service ] || threshold=25
    inside systemd-analyze security --offline=true --no-pager --threshold=$threshold $unit >"$root/security" ||
        { cat "$root/security"; refuse "the service is not confined enough: systemd-analyze says so above"; }
    grep "Overall exposure" "$root/security"
    if inside systemctl is-enabled --quiet $unit; then
        refuse "the service is enabled, and nobody asked for that"
    fi
done

step "as an ordinary user: a node, a deployment, no sources and no network"
inside useradd --create-home ada
as_ada() {
    inside su - ada -c "$*"
}
as_ada medink up
as_ada medink --as //Alice deploy
as_ada medink deploy --check
as_ada medink status
as_ada medink down

step "dpkg --purge"
inside systemctl --quiet enable medink-node.service medink-network.service medink-store.service
inside dpkg --purge medink
left=$(find "$root/usr" "$root/etc" "$root/var/lib/systemd" -name '*medink*')
[ -z "$left" ] || refuse "these stay behind: $left"
as_ada test -d .local/share/medink || refuse "the user's own folder is gone"
