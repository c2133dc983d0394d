package no.fribyte.lbprov.render;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.model.Bake;
import no.fribyte.lbprov.model.Guest;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.MacAddress;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Packages;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.model.SshHostKey;
import no.fribyte.lbprov.model.TemplateMarker;

/** Turns a pair into what its members are made of. Pure: the same input gives the same bytes, on any machine, for ever. */
public final class Renderer {
    private static final GuestFile DRAINED = new GuestFile("/var/lib/lbprov/drain", 0644, "-20\n");

    private final Templates templates;
    private final String lbprovVersion;

    public Renderer(TemplateSource templates, String lbprovVersion) {
        this.templates = new Templates(templates);
        this.lbprovVersion = requireNonNull(lbprovVersion, "lbprovVersion");
    }

    /** The files of a member. Where the number is not known yet, any serves: it is in the manifest only. */
    public Generation generation(Pair pair, Member member, PairSecrets secrets, int number) {
        return Generation.of(number, lbprovVersion, new GuestFiles(templates, pair, member, secrets).all());
    }

    /**
     * The documents of a member's first boot, which it makes drained.
     *
     * @param incarnation 1 for the member's first VM, one more at each rebuild
     */
    public CloudInit cloudInit(Pair pair, Member member, PairSecrets secrets, Generation generation, int incarnation) {
        String instance = "lbprov-%s-%s-%d".formatted(pair.name(), member.name(), incarnation);
        String hostname = member.name().value();
        return new CloudInit(
                templates.render("user-data.ftl", userData(pair.guest(), member, secrets, generation, incarnation)),
                templates.render("meta-data.ftl", Map.of("instanceId", instance, "hostname", hostname)),
                templates.render("network-config.ftl", new NetworkValues(pair, member).values()));
    }

    /**
     * The documents of the VM that becomes a template. There is no secret in them.
     *
     * @param marker of the template
     * @param mac of the VM
     */
    public CloudInit bake(Bake bake, TemplateMarker marker, MacAddress mac) {
        List<GuestFile> files = List.of(
                new GuestFile("/etc/lbprov/packages", 0644, packages()),
                new GuestFile("/usr/local/lib/lbprov/first-boot", 0755, templates.plain("first-boot")),
                new GuestFile("/run/lbprov-bake/clean-image", 0755, templates.plain("clean-image")));
        String instance = marker.machine() + "-" + marker.vmId();
        return new CloudInit(
                templates.render(
                        "bake-user-data.ftl",
                        Map.of(
                                "apt",
                                apt(marker.os(), bake.aptMirror(), bake.aptProxy()),
                                "agent",
                                templates.plain("agent.ftl"),
                                "files",
                                files.stream().map(Renderer::written).toList())),
                // no host name: cloud-init would write it down before it reads that it is to keep the image's
                templates.render("bake-meta-data.ftl", Map.of("instanceId", instance)),
                templates.render("network-config.ftl", new NetworkValues(bake, mac).values()));
    }

    private String packages() {
        return templates.render("packages.ftl", Map.of("packages", Packages.ofAnyPair()));
    }

    private String apt(GuestOs os, Optional<String> mirror, Optional<String> proxy) {
        // Debian's security updates are not on its mirrors, Ubuntu's are
        boolean mirrored = os == GuestOs.UBUNTU_24_04;
        return templates.render(
                "apt.ftl",
                Map.of(
                        "aptProxy", proxy.orElse(""),
                        "aptMirror", mirror.orElse(""),
                        "aptSecurityMirror", mirrored ? mirror.orElse("") : ""));
    }

    private Map<String, Object> userData(
            Guest guest, Member member, PairSecrets secrets, Generation generation, int incarnation) {
        SshHostKey hostKey = secrets.hostKey(member.name());
        List<GuestFile> files = new ArrayList<>(generation.files());
        files.add(DRAINED);
        files.add(new GuestFile("/var/lib/lbprov/incarnation", 0644, incarnation + "\n"));
        Map<String, Object> values = new HashMap<>();
        values.put("hostname", member.name().value());
        values.put("user", guest.user());
        values.put("sshKeys", guest.sshKeys());
        values.put("hostKeyPrivate", hostKey.privateKey().reveal());
        values.put("hostKeyPublic", hostKey.publicKey());
        values.put("ntp", guest.ntp());
        values.put("agent", templates.plain("agent.ftl"));
        values.put("apt", apt(guest.os(), guest.aptMirror(), guest.aptProxy()));
        values.put("files", files.stream().map(Renderer::written).toList());
        return values;
    }

    private static Map<String, Object> written(GuestFile file) {
        return Map.of(
                "path", file.path(),
                "mode", file.octalMode(),
                "base64", Base64.getEncoder().encodeToString(file.content()));
    }
}
