package no.fribyte.lbprov.simulator.api;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import no.fribyte.lbprov.simulator.world.CopyUpload;
import no.fribyte.lbprov.simulator.world.Download;
import no.fribyte.lbprov.simulator.world.ImageFile;
import no.fribyte.lbprov.simulator.world.WorldSpec.Storage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Files that come from outside. */
final class UploadCalls {
    private static final Pattern ISO = Pattern.compile("(?i).+\\.(iso|img)");
    private static final Pattern IMPORT = Pattern.compile(".+\\.(ova|qcow2|raw|vmdk)");
    private static final Pattern OVA = Pattern.compile(".+\\.ova");
    private static final Pattern TEMPLATE = Pattern.compile(".+\\.tar\\.(gz|xz|zst|bz2)");

    private UploadCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("POST /nodes/{node}/storage/{storage}/upload", UploadCalls::upload);
        calls.put("POST /nodes/{node}/storage/{storage}/download-url", UploadCalls::download);
        calls.put("GET /nodes/{node}/query-url-metadata", UploadCalls::metadata);
    }

    private static JsonNode upload(CallContext context) {
        Storage storage = receiving(context, "upload");
        String content = context.params().required("content");
        String name = fileName(context, content);
        String incoming = UploadReader.incoming(context.params().required(UploadReader.FILE));
        Path file = context.effects().files().incoming(incoming);
        Map<String, String> expected = expected(context);
        CopyUpload work = new CopyUpload(
                context.node(),
                storage.name(),
                content,
                name,
                incoming,
                ImageFile.bytes(file),
                ImageFile.virtualBytes(file),
                ImageFile.checksums(file, expected.keySet()),
                expected);
        // Unlike other calls this one is not passed on: the task runs on the node that was asked
        return context.begin(
                context.receiver(), "imgcopy", "", work, context.timing().copyUpload());
    }

    private static JsonNode download(CallContext context) {
        Storage storage = receiving(context, "download");
        String content = context.params().required("content");
        if (context.params().text("compression").isPresent() && !content.equals("iso")) {
            throw ApiError.parameter("compression", "decompression not supported for " + content);
        }
        String name = fileName(context, content);
        Download work = new Download(
                context.node(), storage.name(), content, name, context.params().required("url"), expected(context));
        return context.begin(
                context.node(), "download", name, work, context.timing().download());
    }

    /** What a HEAD request would have told. */
    private static JsonNode metadata(CallContext context) {
        String url = context.params().required("url");
        ObjectNode metadata = Doc.object()
                .put("filename", url.replaceFirst("[?#].*", "").replaceFirst(".*/", ""))
                .put("mimetype", "application/octet-stream");
        context.world().spec().images().stream()
                .filter(image -> image.url().equals(url))
                .findFirst()
                .ifPresent(image -> metadata.put("size", image.bytes()));
        return metadata;
    }

    private static Map<String, String> expected(CallContext context) {
        Map<String, String> expected = new TreeMap<>();
        context.params()
                .text("checksum-algorithm")
                .ifPresent(name -> expected.put(name, context.params().required("checksum")));
        return expected;
    }

    private static Storage receiving(CallContext context, String verb) {
        Storage storage = StorageCalls.storage(context);
        String content = context.params().required("content");
        if (!storage.fileBased()) {
            throw ApiError.died("can't " + verb + " to storage type '" + storage.type() + "'");
        }
        boolean enabled = storage.content().contains(content);
        if (!enabled) {
            throw ApiError.died("storage '" + storage.name() + "' does not support '" + content + "' content");
        }
        return storage;
    }

    private static String fileName(CallContext context, String content) {
        String name = context.params()
                .required("filename")
                .replaceFirst(".*[/\\\\]", "")
                .replaceAll("[^a-zA-Z0-9_.-]", "_");
        boolean fits = switch (content) {
            case "iso" -> ISO.matcher(name).matches();
            case "import" ->
                (context.site().version().importsImages() ? IMPORT : OVA)
                        .matcher(name)
                        .matches();
            default -> TEMPLATE.matcher(name).matches();
        };
        if (!fits) {
            throw ApiError.parameter(
                    "filename",
                    content.equals("import") ? "invalid filename or wrong extension" : "wrong file extension");
        }
        return name;
    }
}
