package no.fribyte.lbprov.step;

import java.time.Duration;
import no.fribyte.lbprov.guest.FirstBoot;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** The ways a first boot fails, in words for somebody who has never seen the inside of the VM. */
record BootProblems(VmRef vm) {
    private static final int LOG_LINES = 6;

    LbprovException stopped() {
        return problem(Problem.error("%s stopped during its first boot".formatted(vm))
                .because("the VM is not running any more")
                .hint("open its console in the Proxmox VE web interface and start it once more"));
    }

    /** Without an agent nothing can be read in the guest: what is known, and where to look. */
    LbprovException silent(Duration waited) {
        return problem(Problem.error("the guest agent of %s never answered".formatted(vm))
                .because(
                        ("the VM runs, but in %d s nothing installed or started the agent: the guest did not read its seed,"
                                        + " or has no network to install packages from")
                                .formatted(waited.toSeconds()))
                .hint(
                        ("in the Proxmox VE web interface open node %s, VM %s, Console and read the last lines; check gateways, dns"
                                        + " and mirror in the profile or, of a template, under bake in the inventory")
                                .formatted(vm.node(), vm.id())));
    }

    LbprovException mute(String silence) {
        return problem(Problem.error("%s stopped answering during its first boot".formatted(vm))
                .because(silence)
                .hint("look at node %s and at the VM's console, then run this again to go on waiting"
                        .formatted(vm.node())));
    }

    LbprovException failed(GuestMember guest, FirstBoot boot) {
        String log = boot.log().orElseGet(() -> String.join("\n", guest.lastOutput(LOG_LINES)));
        String complaints = boot.cloudInitErrors().isEmpty() ? "" : "\ncloud-init: " + boot.cloudInitErrors();
        String reason = boot.error().orElse("no reason given");
        return problem(Problem.error("the first boot of %s failed".formatted(vm))
                .because(reason + (log.isBlank() ? "" : "\n" + log) + complaints)
                .hint("mend the cause and run this again: the VM is made anew"));
    }

    LbprovException slow(Duration limit, String stage) {
        return problem(Problem.error("the first boot of %s takes too long".formatted(vm))
                .because("after %d s it is still at: %s".formatted(limit.toSeconds(), stage))
                .hint("run this again to go on waiting, or look at its console"));
    }

    private static LbprovException problem(Problem problem) {
        return new LbprovException(ExitStatus.STEP_FAILED, problem);
    }
}
