#!/usr/bin/env bash
# Installs what `make demo` (mode "build"), the lab (mode "lab") and `make test` (mode "test": all of it) need, on Debian and
# Ubuntu, if it is missing.
# It never leaves a service started or enabled: programs that come with one are unpacked into a cache, not installed
# (src/site/markdown/decisions/0004-unpack-not-install.md).
set -euo pipefail

mode=${1:-test}
tools=${LBPROV_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/lbprov/tools}
stamp=$tools/.unpacked
policy=/usr/sbin/policy-rc.d
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# program:package
build_programs="mvn:maven"
test_programs="shellcheck:shellcheck xorriso:xorriso isoinfo:genisoimage age:age wg:wireguard-tools ip:iproute2 wireguard-go:wireguard-go
  python3:python3 openssl:openssl ssh-keygen:openssh-client blkid:util-linux unshare:util-linux killall:psmisc"
# no boot loader is among them: the lab's image gets its own GRUB out of its own packages
lab_programs="python3:python3 openssl:openssl qemu-system-x86_64:qemu-system-x86 qemu-img:qemu-utils mmdebstrap:mmdebstrap xorriso:xorriso ip:iproute2
  sfdisk:fdisk mke2fs:e2fsprogs debugfs:e2fsprogs apt-ftparchive:apt-utils python3:python3"
# a file of a package without programs:package
lab_files="/usr/share/seabios/bios-256k.bin:seabios /usr/lib/ipxe/qemu/pxe-virtio.rom:ipxe-qemu"
# module of the system's own Python:package,package...
test_modules="proxmoxer:python3-proxmoxer,python3-requests"
# program:package,package... (a release that lacks the second package has everything in the first)
unpacked_programs="haproxy:haproxy keepalived:keepalived cloud-init:cloud-init,cloud-init-base
  generate:netplan.io,netplan-generator nft:nftables"

say() { printf 'set-up: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# shellcheck source=/dev/null
release() { (. /etc/os-release 2>/dev/null && echo "${ID:-unknown} ${VERSION_ID:-rolling}") || echo unknown; }

# The feature number (17, 21, ...) of the JDK that Maven will use, or 0.
jdk() {
  local javac=${JAVA_HOME:+$JAVA_HOME/bin/javac} version=
  [[ -n $javac ]] || javac=$(command -v javac) || { echo 0 && return; }
  [[ -x $javac ]] || { echo 0 && return; }
  local file
  file=$(dirname "$(dirname "$(readlink -f "$javac")")")/release
  [[ -r $file ]] && version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$file")
  [[ -n $version ]] || version=$("$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  echo "${version:-0}"
}

installed() { command -v "$1" >/dev/null; }

unpacked() {
  local folder
  for folder in usr/sbin usr/bin usr/libexec/netplan usr/lib/netplan lib/netplan; do
    [[ -x $tools/$folder/$1 ]] && return
  done
  return 1
}

# netplan's generator is not on PATH when it is installed.
on_host() { installed "$1" || [[ -x /usr/libexec/netplan/$1 || -x /lib/netplan/$1 ]]; }

missing_packages() {
  local entry
  (($(jdk) >= 17)) || echo default-jdk-headless
  for entry in $build_programs; do installed "${entry%%:*}" || echo "${entry#*:}"; done
  [[ $mode != build ]] || return 0
  for entry in $lab_programs; do installed "${entry%%:*}" || echo "${entry#*:}"; done
  for entry in $lab_files; do [[ -e ${entry%%:*} ]] || echo "${entry#*:}"; done
  [[ $mode == test ]] || return 0
  for entry in $test_programs; do installed "${entry%%:*}" || echo "${entry#*:}"; done
  for entry in $test_modules; do
    /usr/bin/python3 -c "import ${entry%%:*}" 2>/dev/null || tr ',' '\n' <<<"${entry#*:}"
  done
}

# Packages to unpack. What an earlier release of the system left there is unpacked again: its libraries may be gone.
missing_unpacked() {
  local entry
  [[ $mode == test ]] || return 0
  for entry in $unpacked_programs; do
    on_host "${entry%%:*}" && continue
    if ! unpacked "${entry%%:*}" || [[ ! -e $stamp || $(<"$stamp") != "$(release)" ]]; then
      tr ',' '\n' <<<"${entry#*:}"
    fi
  done
}

known() { [[ $(apt-cache policy "$1" 2>/dev/null) =~ Candidate:\ [^\(] ]]; }

# The libraries and Python modules among a package's dependencies: what its programs need to run, without the
# daemons (systemd, a DHCP client, ...) that the package wants besides.
libraries() {
  apt-cache show --no-all-versions "$1" | sed -n 's/^Depends: //p' | tr ',' '\n' | sed 's/^ *//' |
    grep -E '^(lib|python3)' | grep -v -E '^lib(pam|nss)-' || true
}

become_root() {
  if ((EUID == 0)); then
    root=()
  elif installed sudo && { sudo -n true 2>/dev/null || { [[ -t 0 ]] && sudo -v; }; }; then
    root=(sudo)
  else
    return 1
  fi
}

as_root() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 "$@"; }

apt_get() { as_root apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@"; }

# Fresh lists, once, and only when something is to be fetched. Without root we go on with the lists there are.
update_lists() {
  if become_root; then
    say "apt-get update"
    apt_get update >/dev/null || say "apt-get update failed; going on with the lists there are"
  fi
}

would_install() { apt-get satisfy -s --no-install-recommends "$1" 2>/dev/null | awk '/^Inst /{print $2}'; }

satisfied() { [[ -z $1 ]] || { known "${packages[0]:-dpkg}" && [[ -z $(would_install "$1") ]]; }; }

forbid_service_starts() {
  [[ -e $policy ]] && return
  trap 'as_root rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
}

allow_service_starts() {
  [[ $(trap -p EXIT) ]] || return 0
  as_root rm -f "$policy"
  trap - EXIT INT TERM
}

packages_now() { dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort -u; }

# Whatever a new package enabled is disabled again, by its links: systemctl need not exist here.
disable_units_of() {
  local package path unit links
  for package in "$@"; do
    while read -r path; do
      unit=$(basename "$path")
      links=$(find /etc/systemd/system /etc/systemd/user -type l -path '*.wants/*' -name "$unit" 2>/dev/null || true)
      [[ $path == /etc/init.d/* ]] && links=$(find /etc/rc[2-5].d -name "S[0-9][0-9]$unit" 2>/dev/null || true)
      [[ -n $links ]] || continue
      say "$package enabled $unit; disabled it again"
      # shellcheck disable=SC2086  # one link a word
      as_root rm -f $links
    done < <(dpkg -L "$package" | grep -E '/systemd/(system|user)/[^/]+\.[a-z]+$|^/etc/init\.d/.' || true)
  done
}

install_packages() {
  local expression=$1 before log
  become_root || { tell_what_root_would_do "$expression" && return 1; }
  before=$(packages_now)
  log=$(mktemp)
  forbid_service_starts
  say "installing ${packages[*]:-libraries} (with what they and the unpacked programs need:" \
    "$(would_install "$expression" | wc -l) packages)"
  apt_get satisfy -y --no-install-recommends "$expression" >"$log" 2>&1 || { cat "$log" >&2 && fail "apt-get failed"; }
  # shellcheck disable=SC2046  # one package a word
  disable_units_of $(comm -13 <(echo "$before") <(packages_now))
  allow_service_starts
  rm -f "$log"
}

unpack() {
  local package files
  files=$(mktemp -d)
  mkdir -p "$tools"
  for package in "$@"; do
    # _apt may not write into our directory, and apt warns about it: it fetches as ourselves, which is what we want
    (cd "$files" && apt-get -qq -o APT::Sandbox::User=root download "$package" >/dev/null)
    dpkg-deb -x "$files"/"$package"_*.deb "$tools"
    say "unpacked $package (no service comes with it) into $tools"
  done
  rm -rf "$files"
  release >"$stamp"
}

# keepalived from Debian 13 on starts only with this file of its package in its place.
place_keepalived_options() {
  local file=/etc/keepalived/keepalived.config-opts
  if [[ -e $tools$file && ! -e $file ]] && become_root; then
    as_root install -D -m 644 "$tools$file" "$file"
    say "copied $file from the unpacked package: keepalived reads it from there only"
  fi
}

# Dependencies that are among the packages which we unpack ourselves are not installed.
without() {
  local pattern
  pattern=$(printf '%s|' "$@" | sed 's/[.+]/\\&/g')
  grep -v -E "^(${pattern%|})( |$)" || true
}

# What apt-get satisfy understands: the packages, and the libraries of what is unpacked.
dependencies() {
  local package
  {
    ((${#packages[@]} == 0)) || printf '%s\n' "${packages[@]}"
    for package in "${to_unpack[@]}"; do libraries "$package" | without "${to_unpack[@]}"; done
  } | awk '!seen[$0]++' | paste -sd ',' | sed 's/,/, /g'
}

tell_what_root_would_do() {
  say "there is no way to become root here"
  ((${#packages[@]} == 0)) || say "missing: ${packages[*]}"
  ((${#to_unpack[@]} == 0)) || say "not unpacked, since libraries are missing: ${to_unpack[*]}"
  say "as root, run: apt-get update && apt-get satisfy --no-install-recommends '$1'"
}

main() {
  [[ $mode == build || $mode == lab || $mode == test ]] || fail "usage: install.sh build|lab|test"
  mapfile -t packages < <(missing_packages | sort -u)
  mapfile -t to_unpack < <(missing_unpacked)
  if ((${#packages[@]} + ${#to_unpack[@]})); then
    installed apt-get || fail "there is no apt-get here; please install ${packages[*]} ${to_unpack[*]}"
    update_lists
    mapfile -t to_unpack < <(for package in "${to_unpack[@]}"; do known "$package" && echo "$package"; done)
    local expression
    expression=$(dependencies)
    if satisfied "$expression" || install_packages "$expression"; then
      ((${#to_unpack[@]} == 0)) || unpack "${to_unpack[@]}"
    fi
  fi
  place_keepalived_options
  (($(jdk) >= 17)) || fail "no JDK from 17 on; set JAVA_HOME to one"
  installed mvn || fail "Maven is missing"
}

main
