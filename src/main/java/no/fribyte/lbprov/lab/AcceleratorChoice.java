package no.fribyte.lbprov.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out what can run guests on this host; once, until it boots again. */
record AcceleratorChoice(Place place) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    Accelerator accelerator() {
        String boot = Place.read(BOOT_ID).orElse("unknown").strip();
        Path file = place.directory().resolve("accelerator");
        Optional<String> known = Place.read(file).filter(text -> text.startsWith(boot + " "));
        if (known.isPresent()) {
            return Accelerator.valueOf(known.get().substring(boot.length() + 1).strip());
        }
        boolean works = Files.isWritable(Path.of("/dev/kvm")) && new Probe(place.run()).succeeds(Accelerator.KVM);
        Accelerator found = works ? Accelerator.KVM : Accelerator.TCG;
        Place.replace(file, boot + " " + found + "\n");
        return found;
    }
}
