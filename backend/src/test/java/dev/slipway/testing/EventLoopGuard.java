package dev.slipway.testing;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import reactor.blockhound.BlockHound;

/** Fails whatever blocks an event loop, in every test of this JVM. */
public class EventLoopGuard implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        BlockHound.builder()
                .loadIntegrations()
                // Classes, templates and how types are read from JSON are worked out once and then kept.
                .allowBlockingCallsInside("java.lang.ClassLoader", "loadClass")
                .allowBlockingCallsInside(
                        "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer")
                .allowBlockingCallsInside("org.thymeleaf.TemplateEngine", "initialize")
                .allowBlockingCallsInside("org.thymeleaf.templateparser.markup.AbstractMarkupTemplateParser", "parse")
                .allowBlockingCallsInside("org.thymeleaf.templateparser.text.AbstractTextTemplateParser", "parse")
                // Names of elements and attributes are looked up under a lock that is held for a moment.
                .allowBlockingCallsInside("org.thymeleaf.engine.AttributeDefinitions", "forName")
                .allowBlockingCallsInside("org.thymeleaf.engine.ElementDefinitions", "forName")
                .allowBlockingCallsInside("org.thymeleaf.engine.AttributeNames", "forName")
                .allowBlockingCallsInside("org.thymeleaf.engine.ElementNames", "forName")
                // Netty's allocator takes a short lock when threads compete for memory.
                .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "allocate")
                .allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$Magazine", "free")
                // The AWS client closes its pools on Netty's global executor, which serves nobody.
                .allowBlockingCallsInside("io.netty.channel.pool.SimpleChannelPool", "close")
                // Seeds come from the kernel's generator, which does not wait once the machine has booted.
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                .allowBlockingCallsInside("java.util.UUID", "randomUUID")
                .install();
    }
}
