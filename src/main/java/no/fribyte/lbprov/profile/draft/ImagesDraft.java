package no.fribyte.lbprov.profile.draft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.GuestOs;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.profile.yaml.Key;
import no.fribyte.lbprov.profile.yaml.MappingType;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Reading;
import no.fribyte.lbprov.profile.yaml.Section;
import no.fribyte.lbprov.profile.yaml.Shape;
import no.fribyte.lbprov.profile.yaml.TextType;
import no.fribyte.lbprov.profile.yaml.Type;

/** Images by operating system, as they were written. */
public record ImagesDraft(Map<GuestOs, Optional<ImageSource>> byOs) {
    private static final Key<String> URL = new Key<>(
            "url",
            new TextType<>(
                    "the address of one dated image",
                    "https://cloud.example.org/noble/20241004/noble-server-cloudimg-amd64.img",
                    "^https?://\\S+$",
                    ImagesDraft::url),
            "Where the node downloads a cloud image; one dated build, never latest or current.");
    private static final Key<String> CHECKSUM = new Key<>(
            "checksum",
            TextType.matching(
                    "a checksum",
                    "sha256:HEX or sha512:HEX",
                    "sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}",
                    "it is sha256: and 64 hex digits, or sha512: and 128, in lower case"),
            "The image's checksum as its publisher prints it: sha256:HEX or sha512:HEX. Required with url.");
    private static final Key<Integer> TEMPLATE =
            new Key<>("template", Formats.VMID, "The VMID of a template on the node, instead of url and checksum.");

    private static final Key<String> FILE = new Key<>(
            "file",
            TextType.matching(
                    "a cloud image on this machine",
                    "baked, or ../images/debian-12.qcow2",
                    "[A-Za-z0-9._/~+-]+",
                    "it is the name of a lab image, or a path without blanks"),
            "A cloud image on this machine, for the lab: a name of make lab-image, or a path from here.");

    private static final Type<Optional<ImageSource>> IMAGE =
            new MappingType<>(Shape.of("an image", URL, CHECKSUM, TEMPLATE, FILE), ImagesDraft::image);

    private static final List<Key<Optional<ImageSource>>> KEYS = Arrays.stream(GuestOs.values())
            .map(os -> new Key<>(os.id(), IMAGE, "Where the disk of a member with " + os.id() + " comes from."))
            .toList();

    static final ImagesDraft NONE = new ImagesDraft(Map.of());

    static final Type<ImagesDraft> TYPE =
            new MappingType<>(Shape.of("the images", KEYS.toArray(new Key<?>[0])), ImagesDraft::read);

    public ImagesDraft {
        byOs = Map.copyOf(byOs);
    }

    private static ImagesDraft read(Section section) {
        Map<GuestOs, Optional<ImageSource>> images = new EnumMap<>(GuestOs.class);
        List<GuestOs> systems = new ArrayList<>(List.of(GuestOs.values()));
        for (Key<Optional<ImageSource>> key : KEYS) {
            GuestOs os = systems.remove(0);
            section.find(key).ifPresent(image -> images.put(os, image.value()));
        }
        return new ImagesDraft(images);
    }

    private static Optional<ImageSource> image(Section section) {
        Optional<Integer> template = section.find(TEMPLATE).map(Placed::value);
        Optional<String> url = section.find(URL).map(Placed::value);
        Optional<String> checksum = section.find(CHECKSUM).map(Placed::value);
        Optional<String> file = section.find(FILE).map(Placed::value);
        long sources = Stream.of(URL, TEMPLATE, FILE).filter(section::has).count();
        if (sources != 1) {
            section.findings()
                    .error(
                            section.where(),
                            sources == 0
                                    ? "neither url nor template is given"
                                    : "url, template and file exclude each other",
                            "a disk comes from one place",
                            "url: with checksum:, or template: VMID, or in a lab file: NAME");
        }
        if (section.has(URL) && !section.has(CHECKSUM)) {
            section.findings()
                    .error(
                            section.where(),
                            "the image has no checksum",
                            "without one nobody knows what is downloaded, and a changed image goes unseen",
                            "checksum: sha256:HEX from the publisher's SHA256SUMS");
        }
        return template.<ImageSource>map(id -> new ImageSource.Template(new VmId(id)))
                .or(() -> file.map(ImageSource.LocalFile::new))
                .or(() -> url.flatMap(address -> checksum.map(sum -> cloudImage(address, sum))));
    }

    private static ImageSource cloudImage(String url, String checksum) {
        int colon = checksum.indexOf(':');
        return new ImageSource.CloudImage(url, checksum.substring(0, colon), checksum.substring(colon + 1));
    }

    private static Reading<String> url(String text) {
        if (!text.matches("https?://[^/\\s]+/\\S+")) {
            return Reading.refused("it is no http or https address of a file", "https://HOST/PATH/IMAGE.img");
        }
        boolean moving = Arrays.stream(text.split("/", -1)).anyMatch(part -> part.matches("latest|current|daily"));
        return moving
                ? Reading.refused(
                        "it means another image tomorrow, and then members would differ",
                        "the folder with the date of one build, such as /noble/20241004/")
                : Reading.taken(text);
    }

    ImagesDraft over(ImagesDraft defaults) {
        Map<GuestOs, Optional<ImageSource>> merged = new EnumMap<>(GuestOs.class);
        merged.putAll(defaults.byOs);
        merged.putAll(byOs);
        return new ImagesDraft(merged);
    }
}
