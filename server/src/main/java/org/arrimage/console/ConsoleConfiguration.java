// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

import java.time.Duration;
import java.util.Locale;

/** French first, English on request ({@code ?lang=en}), remembered for a year in a cookie. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {
    private static final Duration REMEMBERED = Duration.ofDays(365);

    @Bean
    Pulse pulse(ExchangeView exchange, MessageSource messages) {
        return new Pulse(exchange, messages, System::nanoTime);
    }

    @Bean
    LocaleResolver localeResolver() {
        var resolver = new CookieLocaleResolver("arrimage-lang");
        resolver.setDefaultLocale(Locale.CANADA_FRENCH);
        resolver.setCookieHttpOnly(true);
        resolver.setCookieMaxAge(REMEMBERED);
        resolver.setCookieSameSite("Strict");
        return resolver;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        var change = new LocaleChangeInterceptor();
        change.setParamName("lang");
        change.setIgnoreInvalidLocale(true);
        registry.addInterceptor(change).addPathPatterns("/");
    }
}
