package no.fribyte.lbprov.step;

import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.Network;
import no.fribyte.lbprov.model.Nic;
import no.fribyte.lbprov.proxmox.Form;

/** A member's hardware as Proxmox writes it. */
final class Hardware {
    /** The drive that the seed is put into. */
    static final String CDROM = "ide2";

    private Hardware() {}

    /** What a new VM and a clone have in common. */
    static Form settings(VmSpec spec) {
        Guest guest = spec.guest();
        Form form = Form.empty()
                .with("cores", guest.cores())
                .with("cpu", guest.cpu())
                .with("memory", guest.memory().mebibytes())
                .with("balloon", 0)
                .with("ostype", "l26")
                .with("scsihw", "virtio-scsi-single")
                .with("agent", "enabled=1")
                // cloud images log to the serial console, and some hang without one
                .with("serial0", "socket")
                .with("vga", "serial0")
                .with("smbios1", "uuid=" + spec.uuid())
                .with("onboot", false);
        for (int i = 0; i < spec.nics().size(); i++) {
            form = form.with("net" + i, nic(spec.nics().get(i)));
        }
        return form;
    }

    /** Options of the boot disk. */
    static String diskOptions(Guest guest) {
        return "discard=on,iothread=1,ssd=1,backup=" + (guest.backup() ? "1" : "0");
    }

    static String cdrom(String volume) {
        return volume + ",media=cdrom";
    }

    private static String nic(Nic nic) {
        Network network = nic.network();
        StringBuilder text = new StringBuilder("virtio=" + nic.mac() + ",bridge=" + network.bridge());
        network.vlan().ifPresent(tag -> text.append(",tag=").append(tag));
        network.mtu().ifPresent(mtu -> text.append(",mtu=").append(mtu));
        return text.toString();
    }
}
