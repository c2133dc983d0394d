package no.fribyte.lbprov.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.model.SshHostKey;
import no.fribyte.lbprov.render.CloudInit;
import no.fribyte.lbprov.render.Generation;
import no.fribyte.lbprov.render.Renderer;
import no.fribyte.lbprov.render.Seed;
import no.fribyte.lbprov.render.TemplateSource;
import no.fribyte.lbprov.step.SeedImage;
import no.fribyte.lbprov.step.SeedName;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.TakePlace;

/** The steps that make the demo pair, with real seeds, as planned for an empty place. */
public final class DemoSteps {
    private final Demo demo;
    private final Renderer renderer = new Renderer(TemplateSource.bundled(), Demo.VERSION);
    private final PairSecrets secrets = new PairSecrets(
            new Secret("yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk="),
            Map.of(Demo.ONE, hostKey("one"), Demo.TWO, hostKey("two")),
            new Secret("sync-secret"));

    public DemoSteps(Demo demo) {
        this.demo = demo;
    }

    private static SshHostKey hostKey(String name) {
        return new SshHostKey(
                new Secret("-----BEGIN OPENSSH PRIVATE KEY-----\nsecret-of-" + name
                        + "\n-----END OPENSSH PRIVATE KEY-----\n"),
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + name);
    }

    /** The lane of a member of a plan that makes both, without what it does for the other one. */
    public List<Step> creating(MemberName name) {
        return lane(plan(), name.value()).stream()
                .map(step -> step instanceof TakePlace take ? take.first() : step)
                .toList();
    }

    /** The step that begins both VMs of that plan. */
    public TakePlace taking() {
        return Titles.only(plan().steps(), TakePlace.class);
    }

    /** The check at the end of that plan. */
    public Step verifying() {
        return lane(plan(), "pair").get(0);
    }

    private Plan plan() {
        Seen seen = new Seen().template(Demo.PLUTO, 9000).template(Demo.FERGUS, 9000);
        return new Planner(desired(), seen.make()).create(Set.of(Demo.ONE, Demo.TWO));
    }

    private static List<Step> lane(Plan plan, String subject) {
        return plan.stages().stream()
                .flatMap(stage -> stage.lanes().stream())
                .filter(lane -> lane.subject().equals(subject))
                .flatMap(lane -> lane.steps().stream())
                .toList();
    }

    private Desired desired() {
        Pair pair = demo.pair();
        Map<MemberName, String> hashes = new LinkedHashMap<>();
        Map<MemberName, String> hostKeys = new LinkedHashMap<>();
        for (Member member : pair.members()) {
            hashes.put(
                    member.name(), renderer.generation(pair, member, secrets, 1).hash());
            hostKeys.put(member.name(), secrets.hostKey(member.name()).publicKey());
        }
        return new Desired(
                pair,
                demo.place(),
                this::seed,
                hashes,
                hashes,
                hostKeys,
                Optional.of(secrets.wireGuardPublicKey()),
                Demo.VERSION,
                Demo.LEASE);
    }

    private SeedImage seed(Member member, int incarnation, int number) {
        Generation generation = renderer.generation(demo.pair(), member, secrets, number);
        CloudInit documents = renderer.cloudInit(demo.pair(), member, secrets, generation, incarnation);
        return new SeedImage(
                new SeedName(demo.pair().name(), member.name(), incarnation).fileName(), Seed.iso(documents));
    }
}
