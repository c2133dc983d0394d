package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import no.fribyte.lbprov.guest.Expectation;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.guest.PairHealth.MemberHealth;
import no.fribyte.lbprov.model.IpAddress;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Service;
import no.fribyte.lbprov.model.WireGuardKey;
import no.fribyte.lbprov.problem.Problem;

/** Puts together how a pair is from what was observed. What a member should be is taken from its marker: no vault needed. */
public final class Health {
    private final Pair pair;
    private final Observed observed;
    private final Census census;

    private Health(Pair pair, Observed observed) {
        this.pair = pair;
        this.observed = observed;
        this.census = new Census(pair, observed.vms());
    }

    public static PairHealth of(Pair pair, Observed observed) {
        Health health = new Health(pair, observed);
        return new PairHealth(
                pair.name(),
                pair.virtualIps().addresses().stream().map(IpAddress::toString).toList(),
                pair.members().stream().map(health::member).toList());
    }

    private MemberHealth member(Member member) {
        List<OwnVm> own = census.of(member.name());
        // while a member is rebuilt it has two VMs: the one that runs is the one to ask
        Optional<OwnVm> vm = own.stream()
                .filter(candidate -> candidate.vm().running())
                .reduce((first, second) -> second)
                .or(() -> own.stream().reduce((first, second) -> second));
        if (vm.isEmpty()) {
            return new MemberHealth(
                    member.name(),
                    member.node(),
                    Optional.empty(),
                    false,
                    "absent",
                    Optional.empty(),
                    unseen(member),
                    List.of());
        }
        Optional<MemberStatus> status = observed.status(member.name());
        List<String> unmet = new ArrayList<>();
        status.ifPresent(said -> unmet.addAll(expectation(vm.get().marker()).unmetBy(said)));
        return new MemberHealth(
                member.name(),
                vm.get().vm().node(),
                Optional.of(vm.get().vm().id()),
                vm.get().vm().running(),
                vm.get().marker().state().word(),
                status,
                silence(member),
                unmet);
    }

    private String unseen(Member member) {
        return observed.node(member.node()).isPresent()
                ? ""
                : observed.unreadable().stream()
                        .map(Problem::summary)
                        .filter(text -> text.contains(member.node().value()))
                        .findFirst()
                        .orElse("not seen");
    }

    private String silence(Member member) {
        return observed.answers().get(member.name()) instanceof GuestMember.Answer.Silent silent ? silent.reason() : "";
    }

    private Expectation expectation(Marker marker) {
        return new Expectation(
                marker.pair().value(),
                marker.member().value(),
                marker.hash(),
                marker.virtualIps().stream().map(IpAddress::toString).collect(Collectors.toSet()),
                pair.services().stream().map(Service::name).collect(Collectors.toSet()),
                marker.publicKey().map(WireGuardKey::base64),
                Optional.empty());
    }
}
