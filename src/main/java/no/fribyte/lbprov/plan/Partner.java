package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.HandOver;
import no.fribyte.lbprov.step.ProveMember;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.Undrain;
import no.fribyte.lbprov.step.VerifyPair;
import no.fribyte.lbprov.step.VmRef;

/** The other member while one is rebuilt: it has to prove that it serves before anything is touched. */
final class Partner {
    private final Desired desired;
    private final Observed observed;
    private final Member member;
    private final Member partner;
    private final List<OwnVm> own;

    /**
     * @param member the one that is rebuilt
     */
    Partner(Desired desired, Observed observed, Census census, Member member) {
        this.desired = desired;
        this.observed = observed;
        this.member = member;
        this.partner = desired.pair().partnerOf(member);
        this.own = census.of(partner.name());
    }

    /** Why it could not carry the traffic. */
    List<Problem> problems() {
        String why = "nobody would serve while %s is rebuilt".formatted(member.name());
        String advice = "bring the partner up first: lbprov create %s --member %s"
                .formatted(desired.pair().name(), partner.name());
        if (own.isEmpty()) {
            return List.of(Problem.error("%s has no VM".formatted(partner.name()))
                    .because(why)
                    .hint(advice));
        }
        OwnVm newest = newest();
        if (newest.vm().running() && newest.marker().state() == Marker.State.READY) {
            return List.of();
        }
        return List.of(Problem.error("%s is %s and %s"
                        .formatted(
                                newest.vm(),
                                newest.vm().running() ? "running" : "stopped",
                                newest.marker().state().word()))
                .because(why)
                .hint(advice));
    }

    /**
     * It proves itself, and takes the virtual IPs over.
     *
     * @param old the member's VM, if it runs and so may hold them
     */
    Stage stage(Optional<VmRef> old) {
        List<Step> steps = new ArrayList<>();
        steps.add(new ProveMember(part().vm(), part().expectation(), ProveMember.Beginning.SERVING));
        if (observed.status(partner.name()).map(MemberStatus::drained).orElse(false)) {
            steps.add(new Undrain(part().vm()));
        }
        old.ifPresent(vm -> steps.add(new HandOver(vm, part().vm())));
        boolean moves =
                observed.status(member.name()).map(MemberStatus::holdsAny).orElse(false);
        String effect = moves
                ? "the virtual IPs move to %s; open connections are reset once".formatted(partner.name())
                : "nobody notices";
        return new Stage(
                "the partner proves that it serves",
                effect,
                List.of(Lane.of(partner.name().value(), steps)));
    }

    VerifyPair.Part part() {
        OwnVm newest = newest();
        VmRef vm = new VmRef(
                newest.vm().node(),
                newest.vm().id(),
                partner.name(),
                desired.place().pool());
        return new VerifyPair.Part(
                vm,
                desired.expectation(partner, newest.marker().hash()),
                newest.marker().state());
    }

    private OwnVm newest() {
        return own.get(own.size() - 1);
    }
}
