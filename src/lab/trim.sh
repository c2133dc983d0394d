#!/usr/bin/env bash
# trim.sh ROOT: takes out of a root file system what costs minutes where QEMU emulates the processor, and what a pair in
# the lab does not need. cloud-init keeps its modules and its data sources: a first boot goes the way it goes elsewhere.
set -euo pipefail

root=$1

masked="e2scrub_reap.service e2scrub_all.timer apparmor.service apt-daily.timer apt-daily-upgrade.timer
  dpkg-db-backup.timer fstrim.timer unattended-upgrades.service systemd-binfmt.service proc-sys-fs-binfmt_misc.automount"

for unit in $masked; do ln -sfn /dev/null "$root/etc/systemd/system/$unit"; done

# cloud-init says less on the console, and does not ask GRUB's package where it would install GRUB
printf '%s\n' 'ssh: {emit_keys_to_console: false}' 'no_ssh_fingerprints: true' 'grub_dpkg: {enabled: false}' \
  >"$root/etc/cloud/cloud.cfg.d/98-lab-trim.cfg"

# The drivers of the machines that the lab (and Proxmox) makes, instead of everybody's. Those of the CD-ROM are among them:
# cloud-init decides before udev has run whether there is a seed, and sleeps for good if there is none.
printf '%s\n' MODULES=list FSTYPE=ext4 >"$root/etc/initramfs-tools/conf.d/lab"
printf '%s\n' virtio_pci virtio_scsi virtio_blk sd_mod ext4 crc32c_generic ata_piix sr_mod isofs \
  >>"$root/etc/initramfs-tools/modules"
chroot "$root" update-initramfs -u >/dev/null
