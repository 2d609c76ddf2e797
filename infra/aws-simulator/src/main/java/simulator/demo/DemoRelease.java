package simulator.demo;

import simulator.ecr.ImageContent;

/**
 * A version of a service whose image somebody has built.
 *
 * @param digest of its image
 * @param notes what is new in it, and what it will do
 */
public record DemoRelease(DemoService service, String version, String commit, String digest, String notes) {

    /** The version that runs everywhere at first. */
    public static final String FIRST = "1.0.0";

    static String commit(DemoService service, String version) {
        return "%07x".formatted((service.name() + version).hashCode() & 0xfffffff);
    }

    static ImageContent content(DemoService service, String version) {
        return ImageContent.exemplary(service.name(), version, commit(service, version), service.port())
                .with("PYTHONUNBUFFERED", "1");
    }
}
