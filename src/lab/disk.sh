#!/usr/bin/env bash
# disk.sh ROOT OUT.qcow2 [SIZE_MIB]: makes the directory ROOT a disk that a PC's BIOS boots, as the cloud images are: GPT,
# a BIOS boot partition with GRUB in it, an ext4 file system. Nothing is mounted and no loop device is used; GRUB comes
# out of ROOT, so that the machine's own boot loader needs no package for it.
set -euo pipefail

root=$1 out=$2 mebibytes=${3:-2048}
raw=$out.raw
sector=512 boot_start=2048 root_start=8192 # sectors; the boot partition ends where the root's begins
grub=usr/lib/grub/i386-pc
modules="biosdisk part_gpt ext2 normal search search_fs_uuid linux configfile echo serial terminal test"

write_at() { dd of="$raw" bs=1 seek="$1" conv=notrunc status=none; } # offset in bytes

# A number as eight bytes, the lowest first.
little_endian() {
  local number=$1 _
  for _ in 1 2 3 4 5 6 7 8; do
    # shellcheck disable=SC2059  # the format is the byte
    printf "\\x$(printf %02x $((number & 255)))"
    number=$((number >> 8))
  done
}

describe_root() {
  local kernel
  kernel=$(basename "$(find "$root/boot" -name 'vmlinuz-*' | sort -V | tail -n 1)")
  echo "UUID=$uuid / ext4 rw,discard,errors=remount-ro 0 1" >"$root/etc/fstab"
  mkdir -p "$root/boot/grub/i386-pc"
  cp "$root/$grub"/*.mod "$root/$grub"/*.lst "$root/boot/grub/i386-pc"
  cat >"$root/boot/grub/grub.cfg" <<CONFIG
serial --unit=0 --speed=115200
terminal_output console serial
search --no-floppy --fs-uuid --set=root $uuid
linux /boot/$kernel root=UUID=$uuid ro console=tty0 console=ttyS0,115200 consoleblank=0
initrd /boot/initrd.img-${kernel#vmlinuz-}
boot
CONFIG
}

make_partitions() {
  truncate -s "${mebibytes}M" "$raw"
  sfdisk -q "$raw" <<TABLE
label: gpt
14 : start=$boot_start, size=$((root_start - boot_start)), type=21686148-6449-6E6F-744E-656564454649
1 : start=$root_start, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4
TABLE
}

make_file_system() {
  # GRUB of Debian 12 does not know the two features; sfdisk leaves the last MiB to the second table
  mke2fs -q -t ext4 -U "$uuid" -L root -m 1 -O ^orphan_file,^metadata_csum_seed \
    -E "offset=$((root_start * sector)),lazy_itable_init=0,lazy_journal_init=0,nodiscard" \
    -d "$root" "$raw" "$(((mebibytes - root_start * sector / 1048576 - 1) * 1024))k"
}

# What grub-bios-setup does to a disk that it can open: the first sector loads the sector at boot_start, which loads the rest.
embed_grub() {
  # shellcheck disable=SC2086  # one module a word
  chroot "$root" grub-mkimage -O i386-pc -o /boot/grub/core.img -p '(hd0,gpt1)/boot/grub' $modules
  local core=$root/boot/grub/core.img boot=$root/$grub/boot.img
  (($(stat -c %s "$core") <= (root_start - boot_start) * sector)) || { echo "disk.sh: GRUB is too large" >&2 && exit 1; }
  head -c 440 "$boot" | write_at 0       # the table's part of the sector stays
  little_endian $boot_start | write_at 92 # boot.img: kernel_sector
  printf '\x90\x90' | write_at 102        # boot.img: no jump, so that the BIOS's drive number is taken
  dd if="$core" of="$raw" bs=$sector seek=$boot_start conv=notrunc status=none
  little_endian $((boot_start + 1)) | write_at $((boot_start * sector + 500)) # diskboot.img: where the rest begins
}

uuid=$(cat /proc/sys/kernel/random/uuid)
trap 'rm -f "$raw"' EXIT
describe_root
make_partitions
embed_grub
make_file_system
qemu-img convert -O qcow2 -o compat=1.1 "$raw" "$out"
