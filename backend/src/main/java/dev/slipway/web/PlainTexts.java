package dev.slipway.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Refuses the character U+0000 in texts of JSON bodies, since PostgreSQL keeps none with it. */
@Configuration(proxyBeanMethods = false)
class PlainTexts {

    @Bean
    JacksonModule textsWithoutNull() {
        return new SimpleModule("texts without U+0000").addDeserializer(String.class, new Plain());
    }

    private static final class Plain extends StdScalarDeserializer<String> {

        Plain() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            var text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && text.indexOf('\0') >= 0) {
                return context.reportInputMismatch(String.class, "has the character U+0000");
            }
            return text;
        }
    }
}
