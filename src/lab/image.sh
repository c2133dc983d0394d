#!/usr/bin/env bash
# image.sh [--fresh] plain|baked|baked-none|stock: builds the lab's disk image of that kind out of the packages that this
# machine's own apt sources serve, and prints its path. What is there already is not built again, unless --fresh says so.
# The kinds, the times and the cache: src/site/markdown/lab-image.md.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
cache=${LBPROV_LAB_IMAGES:-${XDG_CACHE_HOME:-$HOME/.cache}/lbprov/lab}
PATH=$PATH:/usr/sbin:/sbin
fresh=

say() { printf 'lab image: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

packages() { grep -v '^#' "$here/$1.packages"; }

# What this machine's sources serve of Debian's own release, a line for each component. No key of its own is needed.
sources() {
  local key=/usr/share/keyrings/debian-archive-keyring.gpg
  # shellcheck disable=SC2016  # apt fills them in
  apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' 'Architecture: amd64' |
    awk -v suite="$suite" -v option="$([[ -r $key ]] && echo "[signed-by=$key] ")" \
      '$2 == suite || index($2, suite "-") == 1 { print "deb " option $1, $2, $3 }' | sort -u
}

find_suite() {
  # shellcheck source=/dev/null
  suite=$(. /etc/os-release 2>/dev/null && [[ ${ID:-} == debian ]] && echo "${VERSION_CODENAME:-}") || true
  [[ -n $suite && $(dpkg --print-architecture) == amd64 ]] ||
    fail "only Debian on amd64 can build it; elsewhere name a cloud image under images in inventory/lab.yaml"
}

check_machine() {
  ((EUID == 0)) || fail "only root can build it (the files of an image belong to root)"
  local program
  for program in mmdebstrap qemu-img sfdisk mke2fs apt-ftparchive; do
    command -v $program >/dev/null || fail "$program is missing; src/setup/install.sh lab installs it"
  done
  source_lines=$(sources)
  [[ -n $source_lines ]] || fail "this machine's apt sources serve no Debian $suite (is apt-get update missing?)"
}

# recipe FILE...: names what comes of these files here. Newer packages alone make no new image.
recipe() { (cd "$here" && cat "$@" && echo "$suite") | sha256sum | cut -c 1-12; }

# debstrap OUT OPTION...: runs mmdebstrap with this machine's sources. What it says is worth reading only if it fails.
debstrap() {
  local out=$1
  shift
  unshare --mount mmdebstrap --quiet --mode=root --architectures=amd64 "$@" "$suite" "$out" - <<<"$source_lines" >"$work/log" 2>&1 ||
    { cat "$work/log" >&2 && fail "mmdebstrap failed"; }
}

# A plain root file system, which all kinds begin with.
build_plain_root() {
  # shellcheck disable=SC2016  # mmdebstrap's shell fills in $1
  debstrap "$1" --variant=minbase --format=tar --include="$(packages plain | paste -sd ,)" \
    --aptopt='APT::Install-Recommends "false"' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' --customize-hook='echo LANG=C.UTF-8 >"$1/etc/default/locale"'
}

# In an image: no machine's identity, and no trace of where it was built.
clean() {
  local root=$1
  echo localhost >"$root/etc/hostname"
  : >"$root/etc/machine-id"
  : >"$root/etc/apt/sources.list"
  rm -f "$root"/etc/apt/sources.list.d/* "$root"/etc/apt/apt.conf.d/99mmdebstrap "$root"/etc/dpkg/dpkg.cfg.d/99mmdebstrap \
    "$root"/etc/ssh/ssh_host_* "$root"/var/lib/systemd/random-seed "$root"/var/log/*.log
  rm -rf "$root"/var/log/apt "$root"/var/lib/apt/lists/*
  ln -sfn ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
}

# build KIND OUT: the disk, and for the kind stock the mirror beside it.
build() {
  local kind=$1 out=$2 root=$work/root
  say "building $kind of Debian $suite; the plain root file system is $([[ -e $plain_root ]] && echo there || echo made first)"
  if [[ ! -e $plain_root ]]; then
    build_plain_root "$work/plain.tar"
    rm -f "$cache"/root-*.tar # those of other recipes: nobody boots them
    mv "$work/plain.tar" "$plain_root"
  fi
  # shellcheck disable=SC2016  # mmdebstrap's shell fills in $1
  debstrap "$root" --variant=custom --format=directory \
    --setup-hook="mmtarfilter '--path-exclude=/dev/*' --path-exclude=/etc/resolv.conf <'$plain_root' | tar -C \"\$1\" -x" \
    --customize-hook="'$here/customize.sh' $kind \"\$1\" '$work/mirror'"
  clean "$root"
  "$here/disk.sh" "$root" "$work/disk.qcow2"
  [[ ! -d $work/mirror ]] || { rm -rf "${out%.qcow2}.mirror" && mv "$work/mirror" "${out%.qcow2}.mirror"; }
  mv "$work/disk.qcow2" "$out"
}

# Whoever else builds is waited for; what a killed build left is removed (its mounts went with its mount namespace).
in_turn() {
  mkdir -p "$cache"
  exec 9>"$cache/.lock"
  flock -n 9 || { say "waiting for another build" && flock 9; }
  rm -rf --one-file-system "$cache"/.build.*
  work=$(mktemp -d "$cache/.build.XXXXXX")
  trap 'rm -rf --one-file-system "$work"' EXIT
  trap 'exit 130' INT TERM
}

main() {
  [[ ${1:-} != --fresh ]] || { fresh=yes && shift; }
  case "${1:-} $#" in
    "plain 1" | "baked 1" | "baked-none 1" | "stock 1") ;;
    *) fail "usage: image.sh [--fresh] plain|baked|baked-none|stock" ;;
  esac
  find_suite
  local image
  image=$cache/$1-$(recipe image.sh customize.sh trim.sh disk.sh plain.packages baked.packages).qcow2
  plain_root=$cache/root-$(recipe image.sh plain.packages).tar
  if [[ -n $fresh || ! -e $image ]]; then
    check_machine
    in_turn
    [[ -z $fresh ]] || rm -f "$plain_root"
    if [[ -n $fresh || ! -e $image ]]; then # it may have come while we waited
      build "$1" "$image"
      say "built in $SECONDS s"
    fi
  fi
  echo "$image"
}

main "$@"
