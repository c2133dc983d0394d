package no.fribyte.lbprov.plan;

import java.util.List;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.problem.Problem;

/** A member with more VMs than one: in the middle of a rebuild there are two, and more cannot be told apart. */
final class Replaced {
    private Replaced() {}

    static List<Problem> tooMany(Member member, List<OwnVm> own) {
        boolean usual = own.size() < 2
                || (own.size() == 2
                        && own.get(0).marker().incarnation()
                                < own.get(1).marker().incarnation());
        if (usual) {
            return List.of();
        }
        String all =
                String.join(", ", own.stream().map(vm -> vm.vm().toString()).toList());
        return List.of(Problem.error("%d VMs claim to be %s: %s".formatted(own.size(), member.name(), all))
                .because("lbprov cannot tell which one to keep")
                .hint("look at them in Proxmox, keep the one that serves, and delete or rename the others"));
    }
}
