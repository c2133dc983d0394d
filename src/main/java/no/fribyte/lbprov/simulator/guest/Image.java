package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/** What the name of an image tells about the system in it. */
record Image(String name) {
    /** The parts of a distribution that a guest shows. */
    private enum Release {
        DEBIAN_12("debian", "12", "Debian GNU/Linux 12 (bookworm)", "2.6.12-1+deb12u3", "bookworm"),
        DEBIAN_13("debian", "13", "Debian GNU/Linux 13 (trixie)", "3.0.11-1+deb13u1", "debian-13|trixie"),
        UBUNTU_24("ubuntu", "24.04", "Ubuntu 24.04.3 LTS", "2.8.5-1ubuntu3.4", "ubuntu|noble");

        private final String id;
        private final String version;
        private final String pretty;
        private final String haproxy;
        private final String words;

        Release(String id, String version, String pretty, String haproxy, String words) {
            this.id = id;
            this.version = version;
            this.pretty = pretty;
            this.haproxy = haproxy;
            this.words = words;
        }
    }

    Image {
        requireNonNull(name, "name");
    }

    private Release release() {
        for (Release release : Release.values()) {
            if (name.matches(".*(" + release.words + ").*")) {
                return release;
            }
        }
        return Release.DEBIAN_12;
    }

    String osRelease() {
        Release release = release();
        return "PRETTY_NAME=\"%s\"\nVERSION_ID=\"%s\"\nID=%s\n".formatted(release.pretty, release.version, release.id);
    }

    /** The version a running haproxy tells, without what the distribution adds. */
    String haproxyVersion() {
        String version = haproxyPackage();
        return version.substring(0, version.indexOf('-'));
    }

    String haproxyPackage() {
        return release().haproxy;
    }

    /** An image with the agent and a member's packages in it needs no mirror. */
    Set<String> bakedPackages() {
        return name.contains("baked") ? DebianArchive.MEMBER_PACKAGES : Set.of();
    }

    /**
     * Images made by hand often say {@code datasource_list: [NoCloud, None]}: without the medium they fall back to
     * None and lose the network (lab/seed-facts.md).
     */
    boolean fallsBackToNone() {
        return name.contains("nodatasource");
    }
}
