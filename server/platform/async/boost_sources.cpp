// The bodies of Asio, its TLS streams and Beast, compiled once for the whole program (cmake/flags.cmake asks for that).
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
