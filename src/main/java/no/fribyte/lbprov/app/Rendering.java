package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.plan.Desired;
import no.fribyte.lbprov.render.CloudInit;
import no.fribyte.lbprov.render.Generation;
import no.fribyte.lbprov.render.Renderer;
import no.fribyte.lbprov.render.Seed;
import no.fribyte.lbprov.render.Sha256;
import no.fribyte.lbprov.step.SeedImage;
import no.fribyte.lbprov.step.SeedName;

/** Renders a pair with its secrets, for showing and for building. */
final class Rendering {
    /** Where the number does not matter: it is in the manifest only. */
    private static final int ANY_NUMBER = 1;

    private final Renderer renderer;
    private final Pair pair;
    private final PairSecrets secrets;

    Rendering(Renderer renderer, Pair pair, PairSecrets secrets) {
        this.renderer = renderer;
        this.pair = pair;
        this.secrets = secrets;
    }

    List<Rendered> files() {
        // side by side: most of the time goes into code that runs for the first time, on either core
        return pair.members().parallelStream().map(this::files).toList();
    }

    private Rendered files(Member member) {
        Generation generation = renderer.generation(pair, member, secrets, ANY_NUMBER);
        CloudInit documents = renderer.cloudInit(pair, member, secrets, generation, 1);
        List<Rendered.File> files = new ArrayList<>();
        files.add(new Rendered.File("user-data", "0600", documents.userData()));
        files.add(new Rendered.File("meta-data", "0600", documents.metaData()));
        files.add(new Rendered.File("network-config", "0600", documents.networkConfig()));
        generation.files().forEach(file -> files.add(new Rendered.File(file.path(), file.octalMode(), file.text())));
        return new Rendered(member.name(), generation.hash(), files);
    }

    Desired desired(Place place, String version, Lease lease) {
        Map<MemberName, String> hashes = new LinkedHashMap<>();
        Map<MemberName, String> recipes = new LinkedHashMap<>();
        Map<MemberName, String> hostKeys = new LinkedHashMap<>();
        for (Member member : pair.members()) {
            hashes.put(
                    member.name(),
                    renderer.generation(pair, member, secrets, ANY_NUMBER).hash());
            recipes.put(member.name(), recipe(member));
            hostKeys.put(
                    member.name(), withoutComment(secrets.hostKey(member.name()).publicKey()));
        }
        return new Desired(
                pair,
                place,
                this::seed,
                hashes,
                recipes,
                hostKeys,
                pair.vpn().isPresent() ? Optional.of(secrets.wireGuardPublicKey()) : Optional.empty(),
                version,
                lease);
    }

    /** Everything a member's VM is made of; the incarnation and the generation's number do not count. */
    private String recipe(Member member) {
        Generation generation = renderer.generation(pair, member, secrets, ANY_NUMBER);
        CloudInit documents = renderer.cloudInit(pair, member, secrets, generation, 1);
        Guest guest = pair.guest();
        String hardware = String.join(
                "\n",
                guest.os().id(),
                Integer.toString(guest.cores()),
                guest.memory().toString(),
                guest.disk().toString(),
                guest.cpu(),
                Boolean.toString(guest.backup()),
                member.nics().stream()
                        .map(nic -> "%s %s %s %s"
                                .formatted(
                                        nic.mac(),
                                        nic.network().bridge(),
                                        nic.network().vlan(),
                                        nic.network().mtu()))
                        .collect(Collectors.joining("\n")));
        return Sha256.hex(documents.userData() + documents.networkConfig() + hardware);
    }

    private SeedImage seed(Member member, int incarnation, int number) {
        Generation generation = renderer.generation(pair, member, secrets, number);
        CloudInit documents = renderer.cloudInit(pair, member, secrets, generation, incarnation);
        SeedName name = new SeedName(pair.name(), member.name(), incarnation);
        return new SeedImage(name.fileName(), Seed.iso(documents));
    }

    private static String withoutComment(String publicKey) {
        String[] words = publicKey.strip().split(" ", -1);
        return words[0] + " " + words[1];
    }
}
