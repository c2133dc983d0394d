package no.fribyte.lbprov.step;

import java.util.ArrayList;
import java.util.List;

/** The rights that making a VM takes, by whichever way its disk comes. */
final class VmRights {
    private VmRights() {}

    static List<Right> making(VmSpec spec) {
        VmRef vm = spec.vm();
        List<Right> rights = new ArrayList<>();
        rights.add(vm.right(
                "VM.Allocate",
                "VM.Audit",
                "VM.Config.Disk",
                "VM.Config.CDROM",
                "VM.Config.CPU",
                "VM.Config.Memory",
                "VM.Config.Network",
                "VM.Config.HWType",
                "VM.Config.Options"));
        rights.add(Right.storage(vm.node(), spec.diskStorage(), "Datastore.AllocateSpace"));
        spec.nics().forEach(nic -> rights.add(BridgePort.of(nic.network()).right(vm.node())));
        return rights;
    }

    /** VM.Monitor up to Proxmox VE 8, VM.GuestAgent.Unrestricted from 9 on, which knows no VM.Monitor any more. */
    static List<Right> agent(VmRef vm) {
        return List.of(vm.right("VM.Monitor|VM.GuestAgent.Unrestricted"));
    }
}
