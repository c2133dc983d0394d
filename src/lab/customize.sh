#!/usr/bin/env bash
# customize.sh KIND ROOT [MIRROR]: makes a plain root file system one of another kind (image.sh has mmdebstrap call it).
# For the kind stock it leaves a mirror in the directory MIRROR.
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
kind=$1 root=$2 mirror=${3:-}
mapfile -t packages < <(grep -v '^#' "$here/baked.packages")

apt_get() { chroot "$root" apt-get -q -y --no-install-recommends "$@"; }

bake() {
  apt_get install "${packages[@]}"
  # as after apt on a member: first-boot starts them once their configuration has been judged, nothing does before
  systemctl --root="$root" --quiet disable haproxy keepalived nftables
}

# A release of Debian that holds nothing but the packages which a plain image lacks. cloud-init writes the names of four
# suites into the sources; three of them are empty here. It is not signed: such an image takes packages unsigned.
make_mirror() {
  local suite folder
  # shellcheck source=/dev/null
  suite=$(. "$root/etc/os-release" && echo "$VERSION_CODENAME")
  apt_get install --download-only "${packages[@]}"
  mkdir -p "$mirror/pool"
  cp "$root"/var/cache/apt/archives/*.deb "$mirror/pool"
  for folder in "$suite" "$suite-updates" "$suite-backports" "$suite-security"; do
    mkdir -p "$mirror/dists/$folder/main/binary-amd64"
    (
      cd "$mirror"
      : >"dists/$folder/main/binary-amd64/Packages"
      [[ $folder != "$suite" ]] || apt-ftparchive packages pool >"dists/$folder/main/binary-amd64/Packages"
      apt-ftparchive -o "APT::FTPArchive::Release::Suite=$folder" -o "APT::FTPArchive::Release::Codename=$folder" \
        -o APT::FTPArchive::Release::Components=main -o APT::FTPArchive::Release::Architectures=amd64 \
        release "dists/$folder" >Release && mv Release "dists/$folder"
    )
  done
  printf '%s\n' 'Acquire::AllowInsecureRepositories "true";' 'APT::Get::AllowUnauthenticated "true";' \
    >"$root/etc/apt/apt.conf.d/99lab"
  # Debian's cloud-init leaves the sources alone, whatever mirror the seed names, unless it is told not to
  echo 'apt: {preserve_sources_list: false}' >"$root/etc/cloud/cloud.cfg.d/99-lab.cfg"
}

case $kind in
  plain) ;;
  baked) bake ;;
  baked-none)
    bake
    echo 'datasource_list: [NoCloud, None]' >"$root/etc/cloud/cloud.cfg.d/99-lab.cfg"
    ;;
  stock) make_mirror ;;
esac
[[ $kind == plain ]] || "$here/trim.sh" "$root"
